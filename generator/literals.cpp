// Values out of nothing: constants, composite literals, new, make, functions.
#include <algorithm>

#include "generator/expressions.h"
#include "generator/generics.h"
#include "generator/paths.h"
#include "generator/standard_library.h"

namespace escdiff::generator {
namespace {

constexpr std::string_view kStrings[] = {"\"\"", "\"a\"", "\"b\"", "\"go\"", "\"key\"", "\"abc\""};
constexpr std::string_view kRunes[] = {"'a'", "'b'", "'x'", "'z'"};
constexpr std::string_view kFloats[] = {"0.5", "1.5", "2.5"};
constexpr std::string_view kComplexes[] = {"1i", "0.5i", "2i"};
// A literal longer than this is written empty, whatever its length.
constexpr uint32_t kMaxElements = 4;

NodeId constant(Context& context, TypeKind kind) {
  switch (kind) {
    case TypeKind::kBool: return context.word(context.draw(2) == 0 ? "false" : "true");
    case TypeKind::kRune: return context.word(kRunes[context.draw(std::size(kRunes))]);
    case TypeKind::kFloat64: return context.word(kFloats[context.draw(std::size(kFloats))]);
    case TypeKind::kComplex128: return context.word(kComplexes[context.draw(std::size(kComplexes))]);
    case TypeKind::kString: return context.word(kStrings[context.draw(std::size(kStrings))]);
    case TypeKind::kInt:
      if (!context.model.constants.empty() && context.chance(100))
        return context.word(
            context.model.constants[context.draw(static_cast<uint32_t>(context.model.constants.size()))]);
      return context.number(context.draw(10));
    default: return context.number(context.draw(10));
  }
}

// Whether the constant alone has the type when nothing around says so.
bool default_type(TypeKind kind) {
  return kind == TypeKind::kBool || kind == TypeKind::kInt || kind == TypeKind::kRune ||
         kind == TypeKind::kFloat64 || kind == TypeKind::kComplex128 || kind == TypeKind::kString;
}

void append_elements(Context& context, NodeId composite, TypeId type, int depth, uint32_t limit) {
  for (uint32_t i = 0; i < limit && context.chance(context.policy.more_elements); ++i)
    context.model.append(composite, expression(context, {type, depth}));
}

NodeId struct_literal(Context& context, TypeId type, int depth) {
  const NodeId composite = context.model.add(NodeKind::kComposite, type);
  const auto& fields = context.under(type).fields;
  if (fields.empty() || context.chance(150)) return composite;
  const bool keyed = context.on(Feature::kKeyedLiteral) && context.chance(500);
  for (const Field& field : fields) {
    if (keyed && !context.chance(500)) continue;
    const NodeId value = expression(context, {field.type, depth - 1});
    if (keyed) context.note(Feature::kKeyedLiteral);
    context.model.append(
        composite,
        keyed ? context.node(NodeKind::kKeyValue, TypeId(), {}, {context.word(field.name), value}) : value);
  }
  return composite;
}

NodeId map_literal(Context& context, TypeId type, int depth) {
  const NodeId composite = context.model.add(NodeKind::kComposite, type);
  const Type& under = context.under(type);
  const TypeKind key_kind = context.kind(under.key);
  for (uint32_t i = 0; i < 3 && context.chance(context.policy.more_elements); ++i) {
    NodeId key;
    if (key_kind == TypeKind::kInt || key_kind == TypeKind::kByte) {
      key = context.number(i + 1);
    } else if (key_kind == TypeKind::kString) {
      key = context.word(kStrings[i + 1]);
    } else {
      key = expression(context, {under.key, depth - 1});
      if (context.model[key].kind == NodeKind::kWord && i > 0) break;  // nil twice would be a duplicate
    }
    const NodeId value = expression(context, {under.elem, depth - 1});
    context.model.append(composite, context.node(NodeKind::kKeyValue, TypeId(), {}, {key, value}));
    if (key_kind != TypeKind::kInt && key_kind != TypeKind::kByte && key_kind != TypeKind::kString) break;
  }
  return composite;
}

// An array or slice literal with one element, its index (below `bound`) before it.
NodeId keyed_literal(Context& context, TypeId type, int depth, uint32_t bound) {
  const NodeId composite = context.model.add(NodeKind::kComposite, type);
  const NodeId value = expression(context, {context.under(type).elem, depth - 1});
  const NodeId key = context.number(context.draw(std::min(bound, 9u)));
  context.model.append(composite, context.node(NodeKind::kKeyValue, TypeId(), {}, {key, value}));
  return composite;
}

NodeId slice_literal(Context& context, TypeId type, int depth) {
  const NodeId composite = context.model.add(NodeKind::kComposite, type);
  append_elements(context, composite, context.under(type).elem, depth - 1, kMaxElements);
  return composite;
}

// A composite literal of a struct, array, slice or map.
NodeId composite(Context& context, TypeId type, int depth) {
  switch (context.kind(type)) {
    case TypeKind::kStruct: return struct_literal(context, type, depth);
    case TypeKind::kMap: return map_literal(context, type, depth);
    case TypeKind::kSlice: return slice_literal(context, type, depth);
    default: {
      const NodeId array = context.model.add(NodeKind::kComposite, type);
      append_elements(context, array, context.under(type).elem, depth - 1,
                      std::min(context.under(type).length, kMaxElements));
      uint32_t count = 0;
      for (NodeId id = context.model[array].first; id; id = context.model[id].next) ++count;
      // [...]T{...}: the length is counted
      if (count == context.under(type).length && !context.types().is_named(type) && context.chance(500))
        context.model[array].value = 1;
      return array;
    }
  }
}

bool has_composite(TypeKind kind) {
  return kind == TypeKind::kStruct || kind == TypeKind::kArray || kind == TypeKind::kSlice ||
         kind == TypeKind::kMap;
}

NodeId size_variable(Context& context) {
  const NodeId variable = path_to(context, {context.types().integer(), PathUse::kValue, 1});
  // Any size at all could be more than there is memory.
  return context.policy.runnable && variable ? context.binary("&", 5, variable, context.number(15))
                                             : variable;
}

// A slice type with a variable near.
TypeId measured_slice(Context& context) {
  for (TypeId id : context.pool)
    if (context.kind(id) == TypeKind::kSlice && count_paths(context, {id, PathUse::kValue, 1}) > 0) return id;
  return TypeId();
}

NodeId make_slice(Context& context, Feature way, TypeId type) {
  const NodeId type_node = context.type_expr(type);
  switch (way) {
    case Feature::kMakeSliceVariable: return context.builtin("make", {type_node, size_variable(context)});
    case Feature::kMakeSliceLen: {
      const NodeId measured = path_to(context, {measured_slice(context), PathUse::kValue, 1});
      return context.builtin("make", {type_node, context.builtin("len", {measured})});
    }
    case Feature::kMakeSliceZero: return context.builtin("make", {type_node, context.number(0)});
    case Feature::kMakeSliceCap: {
      const NodeId capacity = context.chance(500) ? size_variable(context) : NodeId();
      const NodeId length = context.number(context.draw(3));
      return context.builtin("make",
                             {type_node, length, capacity ? capacity : context.number(4 + context.draw(12))});
    }
    case Feature::kMakeSliceLimit: {
      const auto& sizes = context.policy.limits.bytes;
      const uint64_t bytes = sizes[context.draw(static_cast<uint32_t>(sizes.size()))];
      const uint64_t elem = std::max<uint64_t>(1, context.types().bytes(context.under(type).elem));
      return context.builtin(
          "make", {type_node, context.number(static_cast<uint32_t>(std::max<uint64_t>(1, bytes / elem)))});
    }
    default: return context.builtin("make", {type_node, context.number(1 + context.draw(16))});
  }
}

NodeId make_channel(Context& context, TypeId type) {
  const NodeId call = context.builtin("make", {context.type_expr(type)});
  if (context.chance(500)) context.model.append(call, context.number(1 + context.draw(4)));
  return call;
}

NodeId make_map(Context& context, TypeId type) {
  const NodeId call = context.builtin("make", {context.type_expr(type)});
  if (context.chance(300)) {
    const NodeId variable = size_variable(context);
    context.model.append(call, variable ? variable : context.number(context.draw(20)));
  }
  return call;
}

NodeId new_of_expression(Context& context, TypeId elem, int depth) {
  return context.builtin("new", {expression(context, {elem, depth - 1, false})});
}

bool has_integer(Context& context) {
  return count_paths(context, {context.types().integer(), PathUse::kValue, 1}) > 0;
}

void add_pointer_ways(Options& options, Context& context, const Request& request) {
  if (context.types().is_named(request.type) || context.no_new) return;
  const TypeId elem = context.under(request.type).elem;
  if (has_composite(context.kind(elem)) && !request.header) options.add(Feature::kAddressLiteral);
  options.add(Feature::kNew);
  if (request.depth > 1 && !request.header) options.add(Feature::kNewExpr);
}

void add_slice_ways(Options& options, Context& context, const Request& request) {
  if (!request.header) options.add(Feature::kSliceLiteral);
  if (!request.header) options.add(Feature::kSliceLiteralKeyed);
  options.add(Feature::kMakeSlice);
  if (has_integer(context)) options.add(Feature::kMakeSliceVariable);
  if (measured_slice(context)) options.add(Feature::kMakeSliceLen);
  options.add(Feature::kMakeSliceZero);
  options.add(Feature::kMakeSliceCap);
  options.add(Feature::kMakeSliceLimit);
}

std::vector<uint32_t> functions_of(Context& context, TypeId type) {
  const TypeId wanted = context.type(type).underlying;
  std::vector<uint32_t> found;
  for (uint32_t index : context.model.declared) {
    const Function& function = context.model.functions[index];
    if (context.plain(index) && function.signature == wanted) found.push_back(index);
  }
  return found;
}

std::vector<Callee> method_values_of(Context& context, TypeId type) {
  const Type* wanted = &context.under(type);
  return callable_methods(context, [&](const Type& signature) { return &signature == wanted; });
}

void add_function_ways(Options& options, Context& context, const Request& request) {
  if (!request.header && may_nest_closure(context)) options.add(Feature::kClosure);
  if (context.on(Feature::kFuncValue) && !functions_of(context, request.type).empty())
    options.add(Feature::kFuncValue);
  if (context.on(Feature::kStandardValue) &&
      !standard_of_type(context, context.type(request.type).underlying).empty())
    options.add(Feature::kStandardValue);
  if (context.on(Feature::kGenericValue) &&
      !generics_of_type(context, context.type(request.type).underlying).empty())
    options.add(Feature::kGenericValue);
  if (context.on(Feature::kMethodValue) && !request.header &&
      !method_values_of(context, request.type).empty())
    options.add(Feature::kMethodValue);
}

NodeId function_way(Context& context, Feature way, const Request& request) {
  const TypeId signature = context.type(request.type).underlying;
  NodeId built;
  if (way == Feature::kClosure) {
    built = closure(context, signature);
  } else if (way == Feature::kFuncValue) {
    const auto found = functions_of(context, request.type);
    built =
        context.word(context.model.functions[found[context.draw(static_cast<uint32_t>(found.size()))]].name);
  } else if (way == Feature::kStandardValue) {
    const auto found = standard_of_type(context, signature);
    built = context.word(found[context.draw(static_cast<uint32_t>(found.size()))].name);
  } else if (way == Feature::kGenericValue) {
    auto found = generics_of_type(context, signature);
    GenericCallee callee = std::move(found[context.draw(static_cast<uint32_t>(found.size()))]);
    built = settle_arguments(context, callee) ? instance_node(context, callee) : context.word("nil");
  } else {
    const auto found = method_values_of(context, request.type);
    const Callee callee = found[context.draw(static_cast<uint32_t>(found.size()))];
    built = context.selector(receiver_node(context, callee, request.depth - 1, request.header),
                             callee.method.name);
  }
  const bool untyped = context.model[built].kind == NodeKind::kWord && context.model[built].text == "nil";
  if (request.typed || (!untyped && !context.types().is_named(request.type))) return built;
  return context.node(NodeKind::kConvert, request.type, {}, {built});
}

}  // namespace

NodeId literal(Context& context, const Request& request) {
  const TypeKind kind = context.kind(request.type);
  if (kind == TypeKind::kStruct || kind == TypeKind::kArray) {
    const NodeId empty = context.model.add(NodeKind::kComposite, request.type);
    return request.header ? context.node(NodeKind::kConvert, request.type, {}, {empty}) : empty;
  }
  if (kind == TypeKind::kTypeParam)
    return context.unary("*", context.builtin("new", {context.type_expr(request.type)}));
  const bool basic = kind <= TypeKind::kString;
  const NodeId value = basic ? constant(context, kind) : context.word("nil");
  const bool named = context.types().is_named(request.type);
  if (request.typed || (basic && !named && default_type(kind))) return value;
  return context.node(NodeKind::kConvert, request.type, {}, {value});
}

void add_literal_ways(Options& options, Context& context, const Request& request) {
  switch (context.kind(request.type)) {
    case TypeKind::kPointer: return add_pointer_ways(options, context, request);
    case TypeKind::kSlice: return add_slice_ways(options, context, request);
    case TypeKind::kStruct:
      if (!request.header) options.add(Feature::kStructLiteral);
      return;
    case TypeKind::kArray:
      if (!request.header) options.add(Feature::kArrayLiteral);
      if (!request.header) options.add(Feature::kArrayLiteralKeyed);
      return;
    case TypeKind::kMap:
      if (!request.header) options.add(Feature::kMapLiteral);
      return options.add(Feature::kMakeMap);
    case TypeKind::kChan: return options.add(Feature::kMakeChan);
    case TypeKind::kFunc: return add_function_ways(options, context, request);
    default: return;
  }
}

NodeId literal_way(Context& context, Feature way, const Request& request) {
  switch (way) {
    case Feature::kAddressLiteral:
      return context.unary("&", composite(context, context.under(request.type).elem, request.depth));
    case Feature::kNew: return context.builtin("new", {context.type_expr(context.under(request.type).elem)});
    case Feature::kNewExpr:
      return new_of_expression(context, context.under(request.type).elem, request.depth);
    case Feature::kSliceLiteral: return slice_literal(context, request.type, request.depth);
    case Feature::kSliceLiteralKeyed: return keyed_literal(context, request.type, request.depth, 9);
    case Feature::kMakeSlice:
    case Feature::kMakeSliceVariable:
    case Feature::kMakeSliceLen:
    case Feature::kMakeSliceZero:
    case Feature::kMakeSliceCap:
    case Feature::kMakeSliceLimit: return make_slice(context, way, request.type);
    case Feature::kArrayLiteralKeyed:
      return keyed_literal(context, request.type, request.depth, context.under(request.type).length);
    case Feature::kStructLiteral:
    case Feature::kArrayLiteral:
    case Feature::kMapLiteral: return composite(context, request.type, request.depth);
    case Feature::kMakeMap: return make_map(context, request.type);
    case Feature::kMakeChan: return make_channel(context, request.type);
    case Feature::kClosure:
    case Feature::kFuncValue:
    case Feature::kGenericValue:
    case Feature::kStandardValue:
    case Feature::kMethodValue: return function_way(context, way, request);
    default: return NodeId();
  }
}

}  // namespace escdiff::generator
