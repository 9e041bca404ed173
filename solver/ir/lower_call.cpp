// Calls of functions, function values and methods.
#include "solver/ir/lowering.h"
#include "solver/ir/walk.h"
#include "solver/types/predicates.h"

namespace escdiff::ir {

namespace {

// Whether evaluating `x`, with what it needs first, calls something or receives.
bool has_effects(const Module& module, InstId x) {
  bool found = false;
  visit(module, x, [&](InstId id) {
    if (found) return false;
    switch (module[id].op) {
      case Op::kLocal: {
        const Local& local = module.locals[module.local(id)];
        const InstId prepared = local.kind == LocalKind::kTemporary ? local.definition : InstId();
        if (!prepared.has_value()) break;
        // Several values come from a call.
        found = module[prepared].op != Op::kAssign || has_effects(module, module.child(prepared, 1));
        break;
      }
      case Op::kCall:
      case Op::kCallMethod:
      case Op::kCallInterface:
      case Op::kAppend:
      case Op::kCopy:
      case Op::kBuiltinCall:
      case Op::kRuntimeCall:
      case Op::kReceive: found = true; break;
      default: break;
    }
    return !found;
  });
  return found;
}

}  // namespace

InstId Lowering::call(NodeId node) {
  const NodeId function = unparen(syntax::view<syntax::Call>(tree(), node).function);
  const types::ExprInfo& facts = info().expression(function);
  if (facts.mode == types::Mode::kType) {
    const NodeId arguments = syntax::view<syntax::Call>(tree(), node).arguments;
    record_type(facts.type);
    return convert_node(substituted_(facts.type), tree().child(arguments, 0), false);
  }
  if (const ObjectId object = object_of(function);
      object.has_value() && program_.objects[object].kind == types::ObjectKind::kBuiltin) {
    return builtin_call(node, program_.objects[object].builtin);
  }
  return call_of(pos(node), function, [&](TypeId signature) { return arguments(node, signature); });
}

// `function` stands without parentheses.
InstId Lowering::call_of(SourcePos at, NodeId function, const ArgumentsOf& arguments) {
  if (is_method_value(function)) return method_call(at, function, arguments);
  NodeId generic = function;
  if (tree().is(generic, NodeKind::kIndex)) generic = unparen(syntax::view<syntax::Index>(tree(), generic).x);
  if (const types::Instance* instance = instance_at(generic)) {
    if (const ObjectId object = object_of(generic); object.has_value())
      return instance_call(at, function, object, *instance, arguments);
  }
  return function_call(at, function, arguments);
}

// None, the one type, or a tuple.
TypeId Lowering::result_type(TypeId signature) {
  const TypeId results = underlying(signature).results;
  const std::vector<TypeId>& members = program_.types[results].members;
  if (members.empty()) return TypeId();
  return members.size() == 1 ? members.front() : results;
}

InstId Lowering::method_call(SourcePos at, NodeId selector, const ArgumentsOf& arguments) {
  const types::Selection& selected = selection(selector);
  InstId x = receiver(selector);
  const TypeId signature = type_of(selector);
  if (const TypeId parameter = type_parameter_receiver(selector); parameter.has_value())
    return type_parameter_call(at, selector, parameter, x, arguments(signature));
  Inst inst{
      .op = Op::kCallMethod, .pos = at, .type = result_type(signature), .payload = selected.object.index};
  inst.extra = tree().symbol(tree().child(selector, 1)).index;
  if (underlying(signature).variadic) inst.flags = kHasDots;
  std::vector<InstId> children{x};
  if (const MethodOwner owner = method_owner(selected); owner.type.has_value()) {
    inst.payload = instances_.method(selected.object, owner.type, true).index;
    children.push_back(owner.is_derived ? inner_dictionary(at, selector, selected.object, owner.declared, {})
                                        : dictionary(at, selected.object, owner.declared, {}));
  } else if (!selected.object.has_value()) {
    inst.op = Op::kCallInterface;
  }
  const std::vector<InstId> passed = arguments(signature);
  if (inst.op == Op::kCallInterface && has_effects(module_, x)) children[0] = into_temporary(at, x);
  children.insert(children.end(), passed.begin(), passed.end());
  return add(inst, children);
}

InstId Lowering::function_call(SourcePos at, NodeId function, const ArgumentsOf& arguments) {
  const InstId called = expression(function);
  const TypeId signature = type_of_inst(called);
  const std::vector<InstId> passed = arguments(signature);
  std::vector<InstId> children{has_effects(module_, called) ? into_temporary(at, called) : called};
  children.insert(children.end(), passed.begin(), passed.end());
  return value_call(at, signature, children);
}

// `children`: what is called, and the arguments as its parameters take them.
InstId Lowering::value_call(SourcePos at, TypeId signature, const std::vector<InstId>& children) {
  const bool variadic = underlying(signature).variadic;
  return add(
      {.op = Op::kCall, .flags = flag_if(variadic, kHasDots), .pos = at, .type = result_type(signature)},
      children);
}

// The arguments as the parameters take them: converted, the variadic ones packed.
std::vector<InstId> Lowering::arguments(NodeId node, TypeId signature) {
  const NodeId given = syntax::view<syntax::Call>(tree(), node).arguments;
  const types::Type& type = underlying(signature);
  const std::vector<TypeId>& parameters = program_.types[type.parameters].members;
  const bool packs = type.variadic && !tree().has_flag(node, syntax::kHasDots);
  const TypeOf type_of_parameter = [&](size_t i) {
    const bool packed = packs && i + 1 >= parameters.size();
    return packed ? underlying(parameters.back()).element : parameters[i];
  };
  std::vector<InstId> list = values(pos(node), type_of_parameter, tree().children(given));
  if (!packs) return list;
  const size_t fixed = parameters.size() - 1;
  const InstId rest = packed(pos(node), parameters.back(), std::span(list).subspan(fixed));
  list.resize(fixed);
  list.push_back(rest);
  return list;
}

InstId Lowering::packed(SourcePos at, TypeId slice, std::span<const InstId> elements) {
  if (elements.empty()) return add({.op = Op::kNil, .pos = at, .type = slice});
  return module_.add({.op = Op::kSliceLit, .flags = kPackedArguments | kImplicit, .pos = at, .type = slice},
                     elements);
}

}  // namespace escdiff::ir
