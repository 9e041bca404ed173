// Values by package unsafe: conversions of pointers, arithmetic on addresses, views of memory.
#include <algorithm>

#include "base/check.h"
#include "generator/expressions.h"
#include "generator/paths.h"

namespace escdiff::generator {
namespace {

bool reachable(Context& context, TypeId type) { return count_paths(context, {type, PathUse::kValue, 1}) > 0; }

NodeId near_path(Context& context, TypeId type) { return path_to(context, {type, PathUse::kValue, 1}); }

// unsafe.Pointer(p) of some pointer, or a variable of that type.
NodeId address(Context& context, int depth) {
  const TypeId type = context.types().unsafe_pointer();
  if (reachable(context, type) && context.chance(400)) return near_path(context, type);
  TypeId pointer = context.pick_type_where(
      [&](TypeId id) { return context.kind(id) == TypeKind::kPointer && reachable(context, id); });
  NodeId value;
  if (pointer) {
    value = path_to(context, {pointer, PathUse::kValue, 2});
  } else {
    pointer = context.types().pointer(context.types().integer());
    value = expression(context, {pointer, depth, false});
  }
  return context.node(NodeKind::kConvert, type, {}, {value});
}

NodeId number_of(Context& context, NodeId pointer) {
  return context.node(NodeKind::kConvert, context.types().basic(TypeKind::kUintptr), {}, {pointer});
}

// What an operation on addresses has on a side.
NodeId address_operand(Context& context, int depth) {
  const TypeId number = context.types().basic(TypeKind::kUintptr);
  switch (context.draw(4)) {
    case 1:
      if (reachable(context, number)) return path_to(context, {number, PathUse::kValue, 2});
      break;
    case 2: {
      const PathQuery integer{context.types().integer(), PathUse::kDirect, 0};
      if (count_paths(context, integer) > 0) return number_of(context, path_to(context, integer));
      break;
    }
    default: break;
  }
  return number_of(context, address(context, depth));
}

// uintptr(p) + 8, uintptr(p) &^ 7, -uintptr(p), ...: what a conversion back to unsafe.Pointer looks through.
NodeId address_arithmetic(Context& context, int depth) {
  static constexpr std::string_view kOps[] = {"+", "-", "&^", "|", "^", "<<", ">>", "*", "/", "%", "&"};
  static constexpr int kPrecedences[] = {4, 4, 5, 4, 4, 5, 5, 5, 5, 5, 5};
  static constexpr std::string_view kUnary[] = {"^", "-", "+"};
  const NodeId left = address_operand(context, depth);
  const uint32_t form = context.draw(5);
  if (form == 1) return left;
  if (form == 2) return context.unary(kUnary[context.draw(std::size(kUnary))], left);
  const uint32_t op = context.draw(std::size(kOps));
  const bool both = form == 3 && op < 5;
  const NodeId right = both ? address_operand(context, depth) : context.number(1 + context.draw(8));
  return context.binary(kOps[op], kPrecedences[op], left, right);
}

NodeId size_of(Context& context) {
  const TypeId type = context.pick_type();
  const NodeId operand = path_to(context, {type, PathUse::kDirect, 0});
  static constexpr std::string_view kFunctions[] = {"unsafe.Sizeof", "unsafe.Alignof"};
  const std::string_view function = kFunctions[context.draw(std::size(kFunctions))];
  return context.builtin(function, {operand ? operand : literal(context, {type, 0, false})});
}

TypeId slice_of(Context& context, TypeId elem) {
  const TypeId slice = context.types().slice(elem);
  return reachable(context, slice) ? slice : TypeId();
}

}  // namespace

void add_unsafe_ways(Options& options, Context& context, const Request& request) {
  if (!context.uses_unsafe || context.types().is_named(request.type)) return;
  const Type& type = context.type(request.type);
  switch (type.kind) {
    case TypeKind::kUnsafePointer:
      options.add(Feature::kUnsafePointer);
      options.add(Feature::kUnsafeArithmetic);
      return options.add(Feature::kUnsafeAdd);
    case TypeKind::kUintptr:
      options.add(Feature::kUintptrOfPointer);
      return options.add(Feature::kUnsafeSizeof);
    case TypeKind::kString: return options.add(Feature::kUnsafeString);
    case TypeKind::kSlice: return options.add(Feature::kUnsafeSlice);
    case TypeKind::kPointer:
      options.add(Feature::kUnsafeCast);
      if (context.on(Feature::kUnsafeSliceData) && slice_of(context, type.elem))
        options.add(Feature::kUnsafeSliceData);
      if (type.elem == context.types().byte() && reachable(context, context.types().string()))
        options.add(Feature::kUnsafeStringData);
      return;
    default: return;
  }
}

NodeId unsafe_way(Context& context, Feature way, const Request& request) {
  const int depth = request.depth - 1;
  const auto convert = [&](NodeId value) {
    return context.node(NodeKind::kConvert, request.type, {}, {value});
  };
  const auto length = [&] {
    // What is read counts as used: no path is built to be dropped.
    const NodeId variable =
        context.chance(500) ? path_to(context, {context.types().integer(), PathUse::kDirect, 0}) : NodeId();
    return variable ? variable : context.number(1 + context.draw(4));
  };
  switch (way) {
    case Feature::kUnsafePointer: return address(context, depth);
    case Feature::kUnsafeArithmetic: return convert(address_arithmetic(context, depth));
    case Feature::kUnsafeAdd: return context.builtin("unsafe.Add", {address(context, depth), length()});
    case Feature::kUnsafeCast: return convert(address(context, depth));
    case Feature::kUintptrOfPointer: return address_arithmetic(context, depth);
    case Feature::kUnsafeSizeof: return size_of(context);
    case Feature::kUnsafeSlice: {
      const TypeId pointer = context.types().pointer(context.type(request.type).elem);
      const NodeId base = expression(context, {pointer, depth, false, request.header});
      return context.builtin("unsafe.Slice", {base, length()});
    }
    case Feature::kUnsafeString: {
      const TypeId pointer = context.types().pointer(context.types().byte());
      const NodeId base = expression(context, {pointer, depth, false, request.header});
      return context.builtin("unsafe.String", {base, length()});
    }
    case Feature::kUnsafeSliceData:
      return context.builtin("unsafe.SliceData",
                             {near_path(context, slice_of(context, context.type(request.type).elem))});
    case Feature::kUnsafeStringData:
      return context.builtin("unsafe.StringData", {near_path(context, context.types().string())});
    default: return NodeId();
  }
}

}  // namespace escdiff::generator
