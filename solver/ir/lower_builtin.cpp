// Calls of the predeclared functions and those of package unsafe.
#include "solver/ir/lowering.h"
#include "solver/types/constant.h"
#include "solver/types/predicates.h"
#include "solver/types/sizes.h"

namespace escdiff::ir {

InstId Lowering::builtin_call(NodeId node, types::Builtin builtin) {
  switch (builtin) {
    case types::Builtin::kMake: return make(node);
    case types::Builtin::kNew: return new_call(node);
    case types::Builtin::kAppend: return append(node);
    case types::Builtin::kUnsafeSizeof:
    case types::Builtin::kUnsafeAlignof: {
      // Of a type that depends on type parameters; all others are constants. The operand is not evaluated.
      const TypeId type = type_of(tree().child(syntax::view<syntax::Call>(tree(), node).arguments, 0));
      const bool size = builtin == types::Builtin::kUnsafeSizeof;
      const int64_t bytes = size ? types::size_of(program_, type) : types::alignment_of(program_, type);
      return constant_of(mpz_class(static_cast<long>(bytes)), type_of(node), pos(node));
    }
    default: return plain_builtin(node, builtin);
  }
}

InstId Lowering::make(NodeId node) {
  const std::span<const NodeId> given = tree().children(syntax::view<syntax::Call>(tree(), node).arguments);
  const TypeId type = type_of(given[0]);
  record_type(info().type_of(given[0]));
  record_elements(info().type_of(given[0]));
  std::vector<InstId> sizes;
  for (const NodeId size : given.subspan(1)) sizes.push_back(expression(size));
  Op op = Op::kMakeSlice;
  if (kind_of(type) == types::TypeKind::kMap) op = Op::kMakeMap;
  if (kind_of(type) == types::TypeKind::kChan) op = Op::kMakeChan;
  sizes.resize(op == Op::kMakeSlice ? 2 : 1);
  return add({.op = op, .pos = pos(node), .type = type}, sizes);
}

// new(expr) is the address of a temporary that holds the value.
InstId Lowering::new_call(NodeId node) {
  const NodeId argument = tree().child(syntax::view<syntax::Call>(tree(), node).arguments, 0);
  if (info().expression(unparen(argument)).mode == types::Mode::kType) {
    record_type(info().type_of(argument));
    const bool dynamic = substituted_.is_derived(info().type_of(argument));
    return add({.op = Op::kNew,
                .flags = flag_if(dynamic, kDynamicType),
                .pos = pos(node),
                .type = program_.types.pointer(type_of(argument))});
  }
  return take_address(pos(node), into_temporary(pos(node), expression(argument)), false);
}

// The arguments as they are; several values of one call are taken apart.
std::vector<InstId> Lowering::builtin_arguments(NodeId node) {
  const NodeId given = syntax::view<syntax::Call>(tree(), node).arguments;
  return values(pos(node), [](size_t) { return TypeId(); }, tree().children(given));
}

InstId Lowering::append(NodeId node) {
  const bool dots = tree().has_flag(node, syntax::kHasDots);
  std::vector<InstId> passed;
  const NodeId given = syntax::view<syntax::Call>(tree(), node).arguments;
  const TypeId slice = type_of(node);
  const TypeId element = underlying(slice).element;
  record_elements(info().type_of(node));
  if (dots) {
    passed = builtin_arguments(node);
  } else {
    passed = values(pos(node), [&](size_t i) { return i == 0 ? slice : element; }, tree().children(given));
  }
  return add({.op = Op::kAppend, .flags = flag_if(dots, kHasDots), .pos = pos(node), .type = slice}, passed);
}

InstId Lowering::plain_builtin(NodeId node, types::Builtin builtin) {
  const std::span<const NodeId> given = tree().children(syntax::view<syntax::Call>(tree(), node).arguments);
  TypeOf type_of_parameter = [](size_t) { return TypeId(); };
  if (builtin == types::Builtin::kPanic) {
    type_of_parameter = [this](size_t) { return program_.types.empty_interface(); };
  } else if (builtin == types::Builtin::kMin || builtin == types::Builtin::kMax) {
    type_of_parameter = [this, node](size_t) { return type_of(node); };
  } else if (builtin == types::Builtin::kDelete) {
    const TypeId first = type_of(given[0]);
    const bool tuple = program_.types.kind(first) == types::TypeKind::kTuple;
    const TypeId map = tuple ? program_.types[first].members.front() : first;
    type_of_parameter = [this, map](size_t i) { return i == 0 ? map : underlying(map).key; };
  }
  const std::vector<InstId> passed = values(pos(node), type_of_parameter, given);
  if (builtin == types::Builtin::kCopy) {
    record_elements(info().type_of(given[0]));
    const TypeId count = program_.types.basic(types::BasicKind::kInt);
    return add({.op = Op::kCopy, .pos = pos(node), .type = count}, passed);
  }
  const bool has_value = info().expression(node).mode != types::Mode::kNoValue;
  return add({.op = Op::kBuiltinCall,
              .pos = pos(node),
              .type = has_value ? type_of(node) : TypeId(),
              .payload = static_cast<uint32_t>(builtin)},
             passed);
}

}  // namespace escdiff::ir
