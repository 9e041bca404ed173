// Operators, names, access to elements.
#include "solver/ir/lowering.h"
#include "solver/ir/walk.h"
#include "solver/types/constant.h"
#include "solver/types/predicates.h"

namespace escdiff::ir {

InstId Lowering::expression(NodeId node) {
  node = unparen(resolve(unparen(node)));
  const types::ExprInfo& facts = info().expression(node);
  if (facts.value.has_value()) return constant(node);
  if (facts.mode == types::Mode::kNil)
    return add({.op = Op::kNil, .pos = pos(node), .type = substituted_(facts.type)});
  if (const ObjectId object = object_of(node); object.has_value()) return name(node, object);
  return operation(node);
}

InstId Lowering::optional_expression(NodeId node) { return node.has_value() ? expression(node) : InstId(); }

InstId Lowering::operation(NodeId node) {
  switch (tree().kind(node)) {
    case NodeKind::kCompositeLit: return composite(node);
    case NodeKind::kFuncLit: return closure(node);
    case NodeKind::kSelector: return selector(node);
    case NodeKind::kIndex: return index(node);
    case NodeKind::kSlice: return slice(node);
    case NodeKind::kTypeAssert: return type_assert(node);
    case NodeKind::kCall: return call(node);
    case NodeKind::kStar: {
      const InstId x = expression(tree().child(node, 0));
      return add({.op = Op::kDereference, .pos = pos(node), .type = underlying(type_of_inst(x)).element},
                 {x});
    }
    case NodeKind::kUnary: return unary(node);
    case NodeKind::kBinary: return binary(node);
    default: ESCDIFF_UNREACHABLE("expression of kind {}", syntax::kind_name(tree().kind(node)));
  }
}

// Constants that the checker left untyped get the types that gc gives them.
InstId Lowering::constant(NodeId node) {
  const types::ExprInfo& facts = info().expression(node);
  TypeId type = substituted_(facts.type);
  if (types::is_untyped(program_, type)) {
    using types::BasicKind;
    switch (program_.types[type].basic) {
      case BasicKind::kUntypedInt:
      case BasicKind::kUntypedFloat:
      case BasicKind::kUntypedComplex: {
        const bool negative = types::sign_of(program_.constants[facts.value]) < 0;
        type = program_.types.basic(negative ? BasicKind::kInt : BasicKind::kUint);
        break;
      }
      case BasicKind::kUntypedBool: type = program_.types.basic(BasicKind::kBool); break;
      case BasicKind::kUntypedString: type = program_.types.basic(BasicKind::kString); break;
      default: type = program_.types.basic(BasicKind::kInt32); break;
    }
  }
  return add({.op = Op::kConstant, .pos = pos(node), .type = type, .payload = facts.value.index});
}

InstId Lowering::use_of_local(LocalId local, SourcePos at) { return module_.use(local, at); }

InstId Lowering::name(NodeId node, ObjectId id) {
  const types::Object& object = program_.objects[id];
  if (object.kind == types::ObjectKind::kFunc) {
    if (const types::Instance* instance = instance_at(node)) return instance_value(node, id, *instance);
    return add({.op = Op::kFunctionName, .pos = pos(node), .type = object.type, .payload = id.index});
  }
  ESCDIFF_CHECK(object.kind == types::ObjectKind::kVar, "{} is no value", program_.symbols.text(object.name));
  if (object.role == types::VarRole::kPackage) {
    return add({.op = Op::kGlobal, .pos = pos(node), .type = object.type, .payload = id.index});
  }
  return use_of_local(find_variable(state_, id, pos(node)), pos(node));
}

InstId Lowering::unary(NodeId node) {
  const Token op = tree().op(node);
  if (op == Token::kAnd) return address(node);
  const InstId x = expression(tree().child(node, 0));
  if (op == Token::kArrow) {
    return add({.op = Op::kReceive, .pos = pos(node), .type = underlying(type_of_inst(x)).element}, {x});
  }
  return add({.op = Op::kUnary, .token = op, .pos = pos(node), .type = type_of(node)}, {x});
}

// The address of a composite literal is a literal of its own.
InstId Lowering::address(NodeId node) {
  const InstId x = expression(tree().child(node, 0));
  switch (module_[x].op) {
    case Op::kStructLit:
    case Op::kArrayLit:
    case Op::kSliceLit:
    case Op::kMapLit: return add({.op = Op::kPointerLit, .pos = pos(node), .type = type_of(node)}, {x});
    default: return take_address(pos(node), x, false);
  }
}

InstId Lowering::take_address(SourcePos at, InstId x, bool implicit) {
  const InstId outer = outer_value(module_, x);
  if (module_[outer].op == Op::kLocal)
    module_.locals[module_.canonical(module_.local(outer))].address_taken = true;
  const TypeId type = program_.types.pointer(type_of_inst(x));
  return add({.op = Op::kAddress, .flags = flag_if(implicit, kImplicit), .pos = at, .type = type}, {x});
}

// The type that both operands of a comparison or an arithmetic operation get; none for shifts.
TypeId Lowering::common_type(NodeId node) {
  const Token op = tree().op(node);
  if (op == Token::kShl || op == Token::kShr) return TypeId();
  const TypeId left = type_of(resolve(tree().child(node, 0)));
  const TypeId right = type_of(resolve(tree().child(node, 1)));
  return assignable(left, right) ? right : left;
}

InstId Lowering::binary(NodeId node) {
  TypeId type = type_of(node);
  if (types::is_untyped(program_, type)) type = types::default_type(program_, type);
  const Token op = tree().op(node);
  if (op == Token::kAdd && types::is_basic(program_, type, types::kIsString)) return concatenate(node, type);
  const TypeId common = common_type(node);
  const InstId x = converted(common, tree().child(node, 0));
  const InstId y = converted(common, tree().child(node, 1));
  return add({.op = Op::kBinary, .token = op, .pos = pos(node), .type = type}, {x, y});
}

// Sums of strings are one operation, which stands at the last + that was read.
InstId Lowering::concatenate(NodeId node, TypeId type) {
  // The sums on the left side, outermost first; constant ones are operands.
  std::vector<NodeId> sums{node};
  for (;;) {
    const NodeId left = unparen(tree().child(sums.back(), 0));
    const bool sum = tree().is(left, NodeKind::kBinary) && !info().expression(left).value.has_value();
    if (!sum) break;
    sums.push_back(left);
  }
  std::vector<InstId> parts;
  const auto add_part = [&](InstId part) {
    if (module_[part].op != Op::kConcatenate) return parts.push_back(part);
    const std::span<const InstId> inner = module_.children(part);
    parts.insert(parts.end(), inner.begin(), inner.end());
  };
  add_part(converted(common_type(sums.back()), tree().child(sums.back(), 0)));
  while (!sums.empty()) {
    add_part(converted(common_type(sums.back()), tree().child(sums.back(), 1)));
    sums.pop_back();
  }
  return add({.op = Op::kConcatenate, .pos = pos(node), .type = type}, parts);
}

InstId Lowering::index(NodeId node) {
  const auto [indexed, indices] = syntax::view<syntax::Index>(tree(), node);
  const NodeId generic = unparen(indexed);
  if (const types::Instance* instance = instance_at(generic))
    return instance_value(node, object_of(generic), *instance);
  InstId x = expression(indexed);
  const types::Type* type = &underlying(type_of_inst(x));
  if (type->kind == types::TypeKind::kPointer) {
    x = add({.op = Op::kDereference, .flags = kImplicit, .pos = pos(node), .type = type->element}, {x});
    type = &underlying(type_of_inst(x));
  }
  const NodeId key = tree().child(indices, 0);
  switch (type->kind) {
    case types::TypeKind::kMap:
      record_type(info().type_of(indexed));
      return add({.op = Op::kIndexMap, .pos = pos(node), .type = type->element},
                 {x, converted(type->key, key)});
    case types::TypeKind::kArray:
      return add({.op = Op::kIndexArray, .pos = pos(node), .type = type->element}, {x, expression(key)});
    case types::TypeKind::kSlice:
      return add({.op = Op::kIndexSlice, .pos = pos(node), .type = type->element}, {x, expression(key)});
    default:
      return add({.op = Op::kIndexString, .pos = pos(node), .type = program_.types.byte_type()},
                 {x, expression(key)});
  }
}

InstId Lowering::slice(NodeId node) {
  const auto [sliced, low, high, max] = syntax::view<syntax::Slice>(tree(), node);
  InstId x = expression(sliced);
  if (kind_of(type_of_inst(x)) == types::TypeKind::kArray) x = take_address(pos(node), x, true);
  const std::vector<InstId> bounds{optional_expression(low), optional_expression(high),
                                   optional_expression(max)};
  const types::Type& type = underlying(type_of_inst(x));
  if (type.kind == types::TypeKind::kBasic) {
    return add({.op = Op::kSliceString, .pos = pos(node), .type = type_of_inst(x)},
               {x, bounds[0], bounds[1]});
  }
  if (type.kind == types::TypeKind::kSlice) {
    return add({.op = Op::kSliceSlice, .pos = pos(node), .type = type_of_inst(x)},
               {x, bounds[0], bounds[1], bounds[2]});
  }
  const TypeId result = program_.types.slice(underlying(type.element).element);
  return add({.op = Op::kSliceArray, .pos = pos(node), .type = result}, {x, bounds[0], bounds[1], bounds[2]});
}

InstId Lowering::type_assert(NodeId node) {
  const auto [asserted, type] = syntax::view<syntax::TypeAssert>(tree(), node);
  const InstId x = expression(asserted);
  record_type(info().type_of(type));
  record_type(info().type_of(asserted));
  const bool dynamic = substituted_.is_derived(info().type_of(type));
  return add({.op = Op::kTypeAssert,
              .flags = flag_if(dynamic, kDynamicType),
              .pos = pos(node),
              .type = type_of(type)},
             {x});
}

}  // namespace escdiff::ir
