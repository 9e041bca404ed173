// Fields and methods, through embedded fields.
#include "solver/ir/lowering.h"
#include "solver/types/predicates.h"

namespace escdiff::ir {

const types::Selection& Lowering::selection(NodeId node) const {
  const types::Selection* found = info().selections.find(node);
  ESCDIFF_CHECK(found != nullptr, "selector without a selection at {}", pos(node).offset);
  return *found;
}

bool Lowering::is_method_value(NodeId node) const {
  return tree().is(node, NodeKind::kSelector) && selection(node).kind == types::SelectionKind::kMethodValue;
}

InstId Lowering::selector(NodeId node) {
  const types::Selection& selected = selection(node);
  switch (selected.kind) {
    case types::SelectionKind::kField:
      return field_path(expression(tree().child(node, 0)), selected.path, pos(node), false);
    case types::SelectionKind::kMethodValue: return method_value(node);
    case types::SelectionKind::kMethodExpression: return method_expression(node);
    case types::SelectionKind::kQualified: break;
  }
  return name(node, selected.object);
}

InstId Lowering::field(InstId x, uint32_t index, SourcePos at, bool implicit) {
  const types::Type* type = &underlying(type_of_inst(x));
  const bool pointer = type->kind == types::TypeKind::kPointer;
  if (pointer) type = &underlying(type->element);
  return add({.op = pointer ? Op::kDotPointer : Op::kDot,
              .flags = flag_if(implicit, kImplicit),
              .pos = at,
              .type = type->fields[index].type,
              .payload = index},
             {x});
}

// The fields on the way to the last one are implicit.
InstId Lowering::field_path(InstId x, std::span<const uint32_t> path, SourcePos at, bool implicit) {
  for (size_t i = 0; i < path.size(); ++i) x = field(x, path[i], at, implicit || i + 1 < path.size());
  return x;
}

// The operand of a method selector, brought to the type of the receiver.
InstId Lowering::receiver(NodeId selector) {
  const types::Selection& selected = selection(selector);
  const InstId x = field_path(expression(tree().child(selector, 0)), selected.path, pos(selector), true);
  if (!selected.object.has_value()) return x;
  TypeId wanted = program_.objects[selected.object].receiver;
  if (const MethodOwner owner = method_owner(selected); owner.type.has_value()) {
    const types::Object& method = program_.objects[selected.object];
    wanted = program_.types.substitute(wanted, method.type_parameters, program_.types[owner.type].members);
  }
  return adjust_receiver(x, wanted, pos(selector));
}

InstId Lowering::adjust_receiver(InstId x, TypeId wanted, SourcePos at) {
  // The types need not be identical beyond that: one may have shapes where the other has what they stand for.
  const bool has_pointer = program_.types.kind(type_of_inst(x)) == types::TypeKind::kPointer;
  const bool wants_pointer = program_.types.kind(wanted) == types::TypeKind::kPointer;
  if (has_pointer && !wants_pointer)
    return add({.op = Op::kDereference, .flags = kImplicit, .pos = at, .type = wanted}, {x});
  return wants_pointer && !has_pointer ? take_address(at, x, true) : x;
}

InstId Lowering::method_value(NodeId node) {
  const types::Selection& selected = selection(node);
  InstId x = receiver(node);
  if (const TypeId parameter = type_parameter_receiver(node); parameter.has_value())
    return curried(pos(node), type_of(node), dictionary_method(node, parameter), ObjectId(), x, InstId(),
                   ObjectId());
  ObjectId object = selected.object;
  if (const MethodOwner owner = method_owner(selected); owner.type.has_value()) {
    if (owner.is_derived) {
      const InstId entry = inner_dictionary(pos(node), node, object, owner.declared, {});
      return curried(pos(node), type_of(node), InstId(), instances_.method(object, owner.type, true), x,
                     entry, ObjectId());
    }
    object = instances_.method(object, owner.type, false);
  }
  // gc converts it to the type that the method is declared for, and shows that.
  if (program_.types.has_shape(type_of_inst(x)))
    x = add({.op = Op::kConvertNop, .pos = module_[x].pos, .type = type_of_inst(x)}, {x});
  module_.method_values.push_back(add({.op = Op::kMethodValue,
                                       .pos = pos(node),
                                       .type = type_of(node),
                                       .payload = object.index,
                                       .extra = tree().symbol(tree().child(node, 1)).index},
                                      {x}));
  return module_.method_values.back();
}

InstId Lowering::method_expression(NodeId node) {
  const types::Selection& selected = selection(node);
  if (substituted_.is_derived(selected.receiver) && types::is_type_parameter(program_, selected.receiver))
    return dictionary_method(node, selected.receiver);
  ObjectId object = selected.object;
  if (const MethodOwner owner = method_owner(selected); owner.type.has_value()) {
    if (owner.is_derived) return wrapped_method_expression(node, object);
    object = instances_.method(object, owner.type, false);
  }
  return add({.op = Op::kMethodExpression,
              .pos = pos(node),
              .type = type_of(node),
              .payload = object.index,
              .extra = tree().symbol(tree().child(node, 1)).index});
}

}  // namespace escdiff::ir
