// Values out of other values: arithmetic, comparisons, conversions, append, slicing, interfaces.
#include <algorithm>

#include "base/check.h"
#include "generator/expressions.h"
#include "generator/guards.h"
#include "generator/paths.h"

namespace escdiff::generator {
namespace {

// One step at most: what stands left of an operator.
PathQuery near(TypeId type) { return {type, PathUse::kValue, 1}; }

bool reachable(Context& context, TypeId type) { return count_paths(context, near(type)) > 0; }

bool numeric(TypeKind kind) { return kind >= TypeKind::kInt && kind <= TypeKind::kFloat64; }

// A slice, string, map, array or channel type with a variable near, for len and cap.
TypeId measurable(Context& context, bool capacity) {
  return context.pick_type_where([&](TypeId id) {
    const TypeKind kind = context.kind(id);
    const bool both = kind == TypeKind::kSlice || kind == TypeKind::kArray || kind == TypeKind::kChan;
    return (both || (!capacity && (kind == TypeKind::kString || kind == TypeKind::kMap))) &&
           reachable(context, id);
  });
}

bool any_measurable(Context& context) {
  return std::any_of(context.pool.begin(), context.pool.end(), [&](TypeId id) {
    const TypeKind kind = context.kind(id);
    return (kind == TypeKind::kSlice || kind == TypeKind::kString || kind == TypeKind::kMap) &&
           reachable(context, id);
  });
}

// The left operand is a variable, so that no operation is constant; the right one may be a literal.
NodeId arithmetic(Context& context, TypeId type) {
  const TypeKind kind = context.kind(type);
  const NodeId left = path_to(context, near(type));
  const bool integral = kind != TypeKind::kFloat64 && kind != TypeKind::kComplex128;
  static constexpr std::string_view kOps[] = {"+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>"};
  static constexpr int kPrecedences[] = {4, 4, 5, 5, 5, 5, 4, 4, 5, 5};
  const uint32_t op = context.chance(700) ? context.draw(2) : context.draw(integral ? 10 : 4);
  NodeId right;
  if (op < 3 && context.chance(500)) right = path_to(context, near(type));
  if (!right) right = context.number(1 + context.draw(op >= 8 ? 3 : 7));
  return context.binary(kOps[op], kPrecedences[op], left, right);
}

// The other numeric type with a variable near, none when there is none.
TypeId convertible_number(Context& context, TypeId type) {
  for (TypeKind kind : {TypeKind::kInt, TypeKind::kByte, TypeKind::kRune, TypeKind::kInt64,
                        TypeKind::kUintptr, TypeKind::kFloat64}) {
    const TypeId other = context.types().basic(kind);
    if (other != type && count_paths(context, {other, PathUse::kDirect, 0}) > 0) return other;
  }
  return TypeId();
}

NodeId convert(Context& context, const Request& request) {
  const TypeKind kind = context.kind(request.type);
  NodeId operand;
  if (numeric(kind)) {
    const TypeId other = convertible_number(context, request.type);
    operand = path_to(context, {other, PathUse::kDirect, 0});
  } else {
    operand = expression(context, {context.type(request.type).underlying, request.depth - 1});
  }
  return context.node(NodeKind::kConvert, request.type, {}, {operand});
}

NodeId length(Context& context) {
  // What append and conversions leave room for is the compiler's choice.
  const bool capacity = !context.policy.runnable && context.chance(250);
  TypeId type = measurable(context, capacity);
  const bool has_capacity = capacity && type;
  if (!type) type = measurable(context, false);
  return context.builtin(has_capacity ? "cap" : "len", {path_to(context, near(type))});
}

NodeId slicing(Context& context, const Request& request, bool full) {
  const bool is_string = context.kind(request.type) == TypeKind::kString;
  const NodeId operand = path_to(context, near(request.type));
  const NodeId node = context.node(NodeKind::kSlice, request.type, {}, {operand});
  NodeId low = context.absent();
  NodeId high = context.absent();
  NodeId max = context.absent();
  if (full && !is_string) {
    if (context.chance(500)) low = context.number(context.draw(2));
    high = context.number(2 + context.draw(2));
    const uint32_t room = 4 + context.draw(4);
    max = context.number(room);
    require_length(context, operand, request.type, room - 1);
  } else {
    const bool from = context.chance(500);
    if (from) low = index_node(context, 3);
    if (!from || context.chance(300)) {
      const PathQuery integer{context.types().integer(), PathUse::kDirect, 0};
      const bool varies = !context.policy.runnable && context.chance(500);
      const NodeId variable = varies ? path_to(context, integer) : NodeId();
      high = variable ? variable : context.number(2 + context.draw(3));
    }
    constexpr uint32_t kHighest = 4;
    require_length(context, operand, request.type, kHighest - 1);
  }
  for (NodeId child : {low, high, max}) context.model.append(node, child);
  return node;
}

// x[:len(x)%4] of a variable, or nil: so few elements that appending them in a loop has a bound.
NodeId some_elements(Context& context, TypeId type) {
  constexpr uint32_t kMost = 4;
  const Path path = pick_path(context, {type, PathUse::kDirect, 0});
  if (!path.root) return literal(context, {type, 0, false});
  const NodeId length = context.builtin("len", {path_node(context, path, PathUse::kDirect)});
  const NodeId high = context.binary("%", 5, length, context.number(kMost));
  return context.node(NodeKind::kSlice, type, {},
                      {path_node(context, path, PathUse::kDirect), context.absent(), high, context.absent()});
}

NodeId append_call(Context& context, const Request& request, bool spread) {
  const TypeId elem = context.under(request.type).elem;
  const NodeId base =
      expression(context, {request.type, std::min(request.depth - 1, 1), false, request.header});
  const NodeId call = context.builtin("append", {base});
  if (spread && context.policy.runnable) {
    context.model.append(call, some_elements(context, request.type));
    context.model[call].value = 1;
    return call;
  }
  if (spread) {
    const bool from_string = elem == context.types().byte() && context.chance(400);
    const TypeId tail = from_string ? context.types().string() : request.type;
    context.model.append(call, expression(context, {tail, request.depth - 1, false}));
    context.model[call].value = 1;
    return call;
  }
  do {
    context.model.append(call, expression(context, {elem, request.depth - 1}));
  } while (context.chance(200));
  return call;
}

NodeId compare_numbers(Context& context, bool header) {
  static constexpr std::string_view kOps[] = {"==", "!=", "<", ">", "<=", ">="};
  const TypeId integer = context.types().integer();
  const TypeId string = context.types().string();
  const bool strings = reachable(context, string) && context.chance(250);
  const TypeId type = strings ? string : integer;
  NodeId left = path_to(context, near(type));
  if (!left && any_measurable(context)) left = length(context);
  if (!left) return literal(context, {context.types().boolean()});
  NodeId right = context.chance(300) ? path_to(context, near(type)) : NodeId();
  if (!right) right = literal(context, {type, 0, true, header});
  return context.binary(kOps[context.draw(strings ? 2 : 6)], 3, left, right);
}

// Pointers, slices, maps, channels, functions and interfaces with a variable near.
TypeId nilable(Context& context) {
  return context.pick_type_where([&](TypeId id) {
    const TypeKind kind = context.kind(id);
    return kind >= TypeKind::kPointer && kind <= TypeKind::kInterface && kind != TypeKind::kArray &&
           reachable(context, id);
  });
}

NodeId compare_nil(Context& context) {
  const TypeId type = nilable(context);
  if (!type) return literal(context, {context.types().boolean()});
  const NodeId left = path_to(context, near(type));
  NodeId right;
  if (context.types().comparable(type) && context.chance(250)) right = path_to(context, near(type));
  return context.binary(context.chance(500) ? "!=" : "==", 3, left, right ? right : context.word("nil"));
}

// An interface against a value of a type that implements it.
NodeId compare_interface(Context& context) {
  const TypeId interface = context.pick_type_where(
      [&](TypeId id) { return context.kind(id) == TypeKind::kInterface && reachable(context, id); });
  if (!interface) return compare_nil(context);
  const TypeId concrete = context.pick_type_where([&](TypeId id) {
    return context.kind(id) != TypeKind::kInterface && context.types().comparable(id) &&
           context.types().implements(id, interface) && reachable(context, id);
  });
  const NodeId left = path_to(context, near(interface));
  const NodeId right = concrete ? path_to(context, near(concrete)) : context.word("nil");
  return context.binary(context.chance(300) ? "!=" : "==", 3, left, right);
}

// A type parameter whose arguments have an order, with a variable near.
TypeId ordered_param(Context& context) {
  return context.pick_type_where([&](TypeId id) {
    return context.type(id).constraint == Constraint::kOrdered && reachable(context, id);
  });
}

NodeId compare_ordered(Context& context) {
  const TypeId type = ordered_param(context);
  const NodeId left = path_to(context, near(type));
  return context.binary(context.chance(500) ? "<" : ">=", 3, left, path_to(context, near(type)));
}

NodeId logic(Context& context, const Request& request) {
  const Request operand{request.type, request.depth - 1, true, request.header};
  const uint32_t which = context.draw(3);
  const NodeId left = expression(context, operand);
  if (which == 0) return context.unary("!", left);
  return which == 1 ? context.binary("&&", 2, left, expression(context, operand))
                    : context.binary("||", 1, left, expression(context, operand));
}

NodeId min_max(Context& context, const Request& request) {
  const NodeId first = path_to(context, near(request.type));
  const NodeId second = expression(context, {request.type, request.depth - 1, true});
  return context.builtin(context.draw(2) == 0 ? "min" : "max", {first, second});
}

NodeId string_of(Context& context, TypeId from, int depth) {
  return context.node(NodeKind::kConvert, context.types().string(), {},
                      {expression(context, {from, depth, false})});
}

NodeId concat(Context& context, const Request& request) {
  const NodeId left = path_to(context, near(request.type));
  const Request right{request.type, 0, true, request.header};
  // What doubles in a loop would have no bound.
  const NodeId addend = context.policy.runnable ? literal(context, right) : expression(context, right);
  const NodeId sum = context.binary("+", 4, left, addend);
  if (!context.chance(200)) return sum;
  return context.binary("+", 4, sum, literal(context, right));
}

TypeId slice_of_same_element(Context& context, TypeId array) {
  const TypeId slice = context.types().slice(context.under(array).elem);
  return reachable(context, slice) ? slice : TypeId();
}

// [4]T(s), (*[4]T)(s)
NodeId array_of_slice(Context& context, TypeId type, TypeId array) {
  const TypeId slice = slice_of_same_element(context, array);
  const NodeId operand = path_to(context, near(slice));
  const uint32_t length = context.under(array).length;
  if (length > 0) require_length(context, operand, slice, length - 1);
  return context.node(NodeKind::kConvert, type, {}, {operand});
}

void add_string_ways(Options& options, Context& context, const Request& request) {
  if (context.types().is_named(request.type)) return;
  if (reachable(context, request.type)) {
    options.add(Feature::kConcat);
    options.add(Feature::kSliceExpr);
    options.add(Feature::kMinMax);
  }
  const auto& types = context.types();
  if (std::any_of(context.pool.begin(), context.pool.end(),
                  [&](TypeId id) { return types[id].spelling == "[]byte"; }))
    options.add(Feature::kStringOfBytes);
  if (std::any_of(context.pool.begin(), context.pool.end(),
                  [&](TypeId id) { return types[id].spelling == "[]rune"; }))
    options.add(Feature::kStringOfRunes);
  options.add(Feature::kStringOfRune);
}

void add_slice_operators(Options& options, Context& context, const Request& request) {
  options.add(Feature::kAppend);
  // Elements without pointers go nowhere.
  const bool flows = context.types().has_pointers(context.under(request.type).elem);
  options.add(Feature::kAppendSpread, context.policy.weight(Feature::kAppendSpread) * (flows ? 3 : 1));
  if (reachable(context, request.type)) {
    options.add(Feature::kSliceExpr);
    options.add(Feature::kSliceExprFull);
  }
  const TypeId elem = context.under(request.type).elem;
  if (context.types().is_named(request.type) || !context.on(Feature::kTypeString)) return;
  if (elem == context.types().byte()) options.add(Feature::kBytesOfString);
  if (elem == context.types().rune()) options.add(Feature::kRunesOfString);
}

void add_number_ways(Options& options, Context& context, const Request& request) {
  if (reachable(context, request.type)) {
    options.add(Feature::kArithmetic);
    options.add(Feature::kMinMax);
    options.add(Feature::kUnaryMinus);
  }
  const bool plain = !context.types().is_named(request.type);
  if (context.kind(request.type) == TypeKind::kInt && plain && any_measurable(context))
    options.add(Feature::kLenCap);
  if (convertible_number(context, request.type)) options.add(Feature::kConvert);
}

// A variable of basic type `kind` in scope.
bool has_variable(Context& context, TypeKind kind) {
  return count_paths(context, {context.types().basic(kind), PathUse::kDirect, 0}) > 0;
}

NodeId variable(Context& context, TypeKind kind) {
  return path_to(context, {context.types().basic(kind), PathUse::kDirect, 0});
}

void add_float_ways(Options& options, Context& context, const Request& request) {
  if (context.types().is_named(request.type)) return;
  if (has_variable(context, TypeKind::kComplex128)) options.add(Feature::kRealImag);
}

void add_complex_ways(Options& options, Context& context, const Request& request) {
  if (reachable(context, request.type)) options.add(Feature::kArithmetic);
  const bool has_part = has_variable(context, TypeKind::kFloat64) || has_variable(context, TypeKind::kInt);
  if (!context.types().is_named(request.type) && has_part) options.add(Feature::kComplex);
}

std::vector<TypeId> implementers(Context& context, TypeId interface) {
  std::vector<TypeId> found;
  const auto consider = [&](TypeId id) {
    if (id != interface && std::find(found.begin(), found.end(), id) == found.end() &&
        context.types().implements(id, interface))
      found.push_back(id);
  };
  for (TypeId id : context.pool) consider(id);
  for (TypeId id : context.structs) {
    consider(id);
    consider(context.types().pointer(id));
  }
  return found;
}

}  // namespace

bool implemented(Context& context, TypeId interface_type) {
  return !implementers(context, interface_type).empty();
}

NodeId to_interface(Context& context, const Request& request) {
  const auto found = implementers(context, request.type);
  const TypeId from = found[context.draw(static_cast<uint32_t>(found.size()))];
  const bool keeps = request.typed && !context.chance(120);
  const NodeId value = expression(context, {from, request.depth - 1, false, request.header && keeps});
  if (keeps) return value;
  context.note(Feature::kToInterfaceExplicit);
  return context.node(NodeKind::kConvert, request.type, {}, {value});
}

void add_operator_ways(Options& options, Context& context, const Request& request) {
  const TypeKind kind = context.kind(request.type);
  const bool named = context.types().is_named(request.type);
  const bool wraps =
      kind != TypeKind::kStruct && kind != TypeKind::kInterface && !numeric(kind) && kind != TypeKind::kArray;
  if (named && wraps && !request.header) options.add(Feature::kConvert, 60);
  switch (kind) {
    case TypeKind::kBool:
      if (named) return;
      options.add(Feature::kCompare);
      options.add(Feature::kCompareNil);
      options.add(Feature::kCompareInterface);
      if (std::any_of(context.pool.begin(), context.pool.end(), [&](TypeId id) {
            return context.type(id).constraint == Constraint::kOrdered && reachable(context, id);
          }))
        options.add(Feature::kCompareOrdered);
      return options.add(Feature::kLogic);
    case TypeKind::kInt:
    case TypeKind::kInt64:
    case TypeKind::kByte:
    case TypeKind::kRune:
    case TypeKind::kUintptr: return add_number_ways(options, context, request);
    case TypeKind::kFloat64:
      add_float_ways(options, context, request);
      return add_number_ways(options, context, request);
    case TypeKind::kComplex128: return add_complex_ways(options, context, request);
    case TypeKind::kString: return add_string_ways(options, context, request);
    case TypeKind::kSlice: return add_slice_operators(options, context, request);
    case TypeKind::kArray:
      if (!named && slice_of_same_element(context, request.type)) options.add(Feature::kSliceToArray);
      return;
    case TypeKind::kPointer:
      if (!named && context.type(context.under(request.type).elem).kind == TypeKind::kArray &&
          slice_of_same_element(context, context.under(request.type).elem))
        options.add(Feature::kSliceToArrayPointer);
      return;
    case TypeKind::kTypeParam:
      if (context.type(request.type).constraint != Constraint::kOrdered || !reachable(context, request.type))
        return;
      options.add(Feature::kConcat);
      return options.add(Feature::kMinMax);
    case TypeKind::kInterface:
      if (implemented(context, request.type)) options.add(Feature::kToInterface);
      return;
    default: return;
  }
}

NodeId operator_way(Context& context, Feature way, const Request& request) {
  switch (way) {
    case Feature::kConvert: return convert(context, request);
    case Feature::kArithmetic: return arithmetic(context, request.type);
    case Feature::kUnaryMinus: {
      const bool inverts = context.kind(request.type) != TypeKind::kFloat64 && context.chance(500);
      return context.unary(inverts ? "^" : "-", path_to(context, near(request.type)));
    }
    case Feature::kRealImag:
      return context.builtin(context.chance(500) ? "real" : "imag",
                             {variable(context, TypeKind::kComplex128)});
    case Feature::kComplex: {
      const TypeId part = context.types().basic(TypeKind::kFloat64);
      const bool converts = !has_variable(context, TypeKind::kFloat64);
      const NodeId operand = variable(context, converts ? TypeKind::kInt : TypeKind::kFloat64);
      const NodeId real = converts ? context.node(NodeKind::kConvert, part, {}, {operand}) : operand;
      const NodeId imaginary = literal(context, {part});
      return context.builtin("complex", {real, imaginary});
    }
    case Feature::kLenCap: return length(context);
    case Feature::kMinMax: return min_max(context, request);
    case Feature::kConcat: return concat(context, request);
    case Feature::kSliceExpr:
    case Feature::kSliceExprFull: return slicing(context, request, way == Feature::kSliceExprFull);
    case Feature::kAppend:
    case Feature::kAppendSpread: return append_call(context, request, way == Feature::kAppendSpread);
    case Feature::kStringOfBytes:
      return string_of(context, context.types().slice(context.types().byte()), request.depth - 1);
    case Feature::kStringOfRunes:
      return string_of(context, context.types().slice(context.types().rune()), request.depth - 1);
    case Feature::kStringOfRune: return string_of(context, context.types().rune(), request.depth - 1);
    case Feature::kBytesOfString:
    case Feature::kRunesOfString: {
      const Request text{context.types().string(), request.depth - 1};
      return context.node(NodeKind::kConvert, request.type, {}, {expression(context, text)});
    }
    case Feature::kSliceToArray: return array_of_slice(context, request.type, request.type);
    case Feature::kSliceToArrayPointer:
      return array_of_slice(context, request.type, context.under(request.type).elem);
    case Feature::kCompare: return compare_numbers(context, request.header);
    case Feature::kCompareNil: return compare_nil(context);
    case Feature::kCompareOrdered: return compare_ordered(context);
    case Feature::kCompareInterface: return compare_interface(context);
    case Feature::kLogic: return logic(context, request);
    case Feature::kToInterface: return to_interface(context, request);
    default: ESCDIFF_UNREACHABLE("no expression for {}", info(way).spelling);
  }
}

}  // namespace escdiff::generator
