// Statements that move values: definitions, assignments of every form, the self-assignments the analysis
// ignores.
#include <algorithm>

#include "generator/expressions.h"
#include "generator/paths.h"
#include "generator/statements.h"

namespace escdiff::generator {
namespace {

bool define_one(Context& context, NodeId block) {
  const TypeId type = context.pick_type();
  define(context, block, type, expression(context, {type, 2, false}));
  return true;
}

bool define_pair(Context& context, NodeId block) {
  const TypeId first = context.pick_type();
  const TypeId second = context.pick_type();
  const NodeId one = expression(context, {first, 2, false});
  const NodeId two = expression(context, {second, 2, false});
  const SymbolId x = context.declare_local(first);
  const SymbolId y = context.declare_local(second);
  context.emit(block, multi_assign(context, ":=", {context.write(x), context.write(y)}, {one, two}));
  return true;
}

bool var_decl(Context& context, NodeId block) {
  const TypeId type = context.pick_type();
  const NodeId init = context.chance(300) ? expression(context, {type, 2}) : context.absent();
  std::string_view spelled;
  for (const auto& [alias, aliased] : context.model.aliases)
    if (aliased == type && context.chance(700)) spelled = alias;
  const NodeId node = context.node(NodeKind::kVarDecl, type, spelled, {init});
  const SymbolId symbol = context.declare_local(type);
  context.model[node].symbol = symbol;
  context.emit(block, node);
  return true;
}

// var ( x T; y U )
bool var_group(Context& context, NodeId block) {
  const NodeId group = context.model.add(NodeKind::kVarGroup);
  for (int i = 0; i < 2; ++i) {
    const TypeId type = context.pick_type();
    const NodeId node = context.node(NodeKind::kVarDecl, type, {}, {context.absent()});
    const SymbolId symbol = context.declare_local(type);
    context.model[node].symbol = symbol;
    context.model.append(group, node);
  }
  context.lines_left -= 3;
  context.emit(block, group);
  return true;
}

// type pair struct { ... }: in the pool until its block ends.
bool type_decl(Context& context, NodeId block) {
  static constexpr std::string_view kNames[] = {"pair", "node", "item"};
  if (context.local_types >= std::size(kNames)) return false;
  const auto fits = [&](TypeId id) { return context.types().bytes(id) < 1000; };
  Type structure;
  structure.kind = TypeKind::kStruct;
  // A type declared inside of a generic function is another one for each of its instances.
  structure.parametric = context.model.functions[context.declaring].generic();
  static constexpr std::string_view kFields[] = {"a", "b"};
  const uint32_t count = 1 + context.draw(2);
  for (uint32_t i = 0; i < count; ++i) {
    const TypeId type = context.pick_type_where(fits);
    if (!type) return false;
    structure.fields.push_back({kFields[i], type, false});
  }
  const TypeId named = context.types().declare(std::string(kNames[context.local_types++]));
  context.types().complete(named, std::move(structure));
  context.lines_left -= static_cast<int>(count) + 1;
  context.emit(block, context.node(NodeKind::kTypeDecl, named, {}, {}));
  context.pool.push_back(named);
  if (context.chance(700)) context.pool.push_back(context.types().pointer(named));
  const TypeId type = context.pool.back();
  define(context, block, type, expression(context, {type, 2, false}));
  return true;
}

// h := (*reflect.SliceHeader)(unsafe.Pointer(&s)); h.Data = uintptr(unsafe.Pointer(p))
bool header_store(Context& context, NodeId block) {
  const TypeId pointer = context.pick_type_where([&](TypeId id) {
    const Type& type = context.type(id);
    return type.kind == TypeKind::kPointer && context.type(type.elem).spelling.starts_with("reflect.") &&
           context.kind(type.elem) == TypeKind::kStruct;
  });
  if (!pointer) return false;
  const NodeId header = path_to(context, {pointer, PathUse::kValue, 1});
  if (!header) return false;
  const TypeId number = context.types().basic(TypeKind::kUintptr);
  store(context, block, context.selector(header, "Data"), expression(context, {number, 2}));
  return true;
}

// A constant, and what it may decide: the size of a make, or a value in an interface.
bool const_decl(Context& context, NodeId block) {
  const TypeId integer = context.types().integer();
  const NodeId node = context.node(NodeKind::kConstDecl, integer, {}, {context.number(2 + context.draw(60))});
  const SymbolId symbol = context.declare(context.fresh_name(integer), integer, SymbolRole::kConst);
  context.model[node].symbol = symbol;
  const TypeId slice =
      context.pick_type_where([&](TypeId id) { return context.kind(id) == TypeKind::kSlice; });
  context.emit(block, node);
  if (slice && context.chance(600)) {
    define(context, block, slice, context.builtin("make", {context.type_expr(slice), context.read(symbol)}));
  } else {
    define(context, block, context.types().any(),
           context.node(NodeKind::kConvert, context.types().any(), {}, {context.read(symbol)}));
  }
  return true;
}

// `x := x`, of a variable of an outer block.
bool shadow(Context& context, NodeId block) {
  const size_t outside = std::min(context.frame().scope_start, context.visible.size());
  std::vector<SymbolId> found;
  for (size_t i = 0; i < outside; ++i) {
    const Symbol& symbol = context.model[context.visible[i]];
    const bool variable = symbol.role == SymbolRole::kLocal || symbol.role == SymbolRole::kParam;
    if (variable && !symbol.hidden && symbol.name != "_") found.push_back(context.visible[i]);
  }
  if (found.empty()) return false;
  const SymbolId outer = found[context.draw(static_cast<uint32_t>(found.size()))];
  const NodeId value = context.read(outer);
  const SymbolId inner =
      context.declare(context.model[outer].name, context.model[outer].type, SymbolRole::kLocal);
  context.model[inner].shadows = outer;
  context.model[outer].hidden = true;
  context.emit(block, context.assign(":=", context.write(inner), value));
  return true;
}

// v, ok := m[k], x.(T), <-c
bool comma_ok(Context& context, NodeId block) {
  static constexpr TypeKind kKinds[] = {TypeKind::kMap, TypeKind::kInterface, TypeKind::kChan};
  const TypeId from = near_kind(context, block, kKinds[context.draw(3)], ChanDir::kSend);
  if (!from) return false;
  const TypeKind kind = context.kind(from);
  if (kind == TypeKind::kChan && context.policy.runnable) return false;  // would wait
  TypeId to = context.under(from).elem;
  if (kind == TypeKind::kInterface) {
    to = context.pick_type_where([&](TypeId id) { return context.types().assertable(from, id); });
    if (!to) return false;
  }
  NodeId value = path_to(context, {from, PathUse::kValue, 1});
  if (kind == TypeKind::kMap) {
    const NodeId key = expression(context, {context.under(from).key, 0});
    value = context.node(NodeKind::kIndex, TypeId(), {}, {value, key});
  } else if (kind == TypeKind::kChan) {
    value = context.unary("<-", value);
  } else {
    value = context.node(NodeKind::kAssert, to, {}, {value});
  }
  const bool with_value = context.chance(700);
  const bool with_ok = !with_value || context.chance(500);
  const SymbolId result = with_value ? context.declare_local(to) : SymbolId();
  const SymbolId ok = with_ok ? context.declare_local(context.types().boolean()) : SymbolId();
  const NodeId left = with_value ? context.write(result) : context.word("_");
  const NodeId right = with_ok ? context.write(ok) : context.word("_");
  context.emit(block, multi_assign(context, ":=", {left, right}, {value}));
  if (with_value && context.types().has_pointers(to) && context.chance(context.policy.use_at_once))
    use(context, block, result);
  return true;
}

bool assign_path(Context& context, NodeId block, PathQuery query) {
  query.use = PathUse::kPlace;
  for (int tries = 0; tries < 3; ++tries) {
    query.type = context.pick_type();
    const Path path = pick_path(context, query);
    if (!path.root) continue;
    const NodeId value = expression(context, {query.type, 2});
    const NodeId place = path_node(context, path, PathUse::kPlace);
    const Node& node = context.model[value];
    const bool itself = node.kind == NodeKind::kName && node.symbol == path.root && path.length == 0;
    store(context, block, itself ? context.word("_") : place, value);
    return true;
  }
  return false;
}

bool store_global(Context& context, NodeId block) {
  if (context.model.globals.empty()) return false;
  const uint32_t count = static_cast<uint32_t>(context.model.globals.size());
  const SymbolId global = context.model.globals[context.draw(count)].symbol;
  Request request{context.model[global].type, 2};
  request.fresh = context.chance(context.policy.fresh_to_heap);
  const NodeId value = expression(context, request);
  if (context.model[value].kind == NodeKind::kName && context.model[value].symbol == global) return false;
  store(context, block, context.write(global), value);
  return true;
}

// a, b = b, a; or two other values.
bool assign_pair(Context& context, NodeId block) {
  const TypeId type = context.pick_type();
  const PathQuery query{type, PathUse::kPlace, 1};
  const Path first = pick_path(context, query);
  const Path second = pick_path(context, query);
  if (!first.root || first.root == second.root) return false;
  const NodeId x = path_node(context, first, PathUse::kPlace);
  const NodeId y = path_node(context, second, PathUse::kPlace);
  const bool swap = context.chance(500);
  const NodeId one = swap ? path_node(context, second, PathUse::kValue) : expression(context, {type, 1});
  const NodeId two = swap ? path_node(context, first, PathUse::kValue) : expression(context, {type, 1});
  context.emit(block, multi_assign(context, "=", {x, y}, {one, two}));
  return true;
}

// a, b := f(), and with places that exist already.
bool assign_call(Context& context, NodeId block) {
  const auto several = [](const Type& signature) { return signature.results.size() > 1; };
  const auto functions = callable_functions(context, several);
  const auto methods = callable_methods(context, several);
  const uint32_t count = static_cast<uint32_t>(functions.size() + methods.size());
  if (count == 0) return false;
  const uint32_t which = context.draw(count);
  const bool is_function = which < functions.size();
  const TypeId signature = is_function ? context.model.functions[functions[which]].signature
                                       : methods[which - functions.size()].method.signature;
  const NodeId call = is_function ? call_function(context, functions[which], 1)
                                  : call_method(context, methods[which - functions.size()], 1, false);
  const bool defines = context.chance(600);
  const NodeId node = context.model.add(NodeKind::kAssign, TypeId(), defines ? ":=" : "=");
  bool any = false;
  const auto& results = context.type(signature).results;
  for (size_t i = 0; i < results.size(); ++i) {
    const bool last = i + 1 == results.size();
    NodeId place;
    if (defines && ((last && !any) || context.chance(650))) {
      place = context.write(context.declare_local(results[i]));
      any = true;
    } else if (!defines) {
      place = path_to(context, {results[i], PathUse::kPlace, 1});
    }
    context.model.append(node, place ? place : context.word("_"));
  }
  context.model[node].value = static_cast<int32_t>(results.size());
  context.model.append(node, call);
  context.emit(block, node);
  return true;
}

bool assign_op(Context& context, NodeId block, bool step) {
  const TypeId type = context.pick_type_where([&](TypeId id) {
    const TypeKind kind = context.kind(id);
    const bool fits = kind == TypeKind::kInt || (!step && kind == TypeKind::kString);
    return fits && count_paths(context, {id, PathUse::kPlace, 1}) > 0;
  });
  if (!type) return false;
  const NodeId place = path_to(context, {type, PathUse::kPlace, 1});
  if (step) {
    context.emit(block,
                 context.node(NodeKind::kIncDec, TypeId(), context.draw(2) == 0 ? "++" : "--", {place}));
    return true;
  }
  // A text that is added to itself in a loop would have no bound.
  const bool bounded = context.policy.runnable && context.kind(type) == TypeKind::kString;
  const NodeId value = bounded ? literal(context, {type}) : expression(context, {type, 1});
  const bool minus = context.kind(type) == TypeKind::kInt && context.chance(300);
  context.emit(block, context.assign(minus ? "-=" : "+=", place, value));
  return true;
}

// t := T{}, for a method of *T; none for other receivers, and where nothing may be declared.
NodeId fresh_receiver(Context& context, NodeId block, const Callee& callee) {
  const Type& receiver = context.type(callee.receiver);
  if (receiver.kind != TypeKind::kPointer || callee.of_param || !context.frame().declarations)
    return NodeId();
  if (context.kind(receiver.elem) != TypeKind::kStruct || context.under(receiver.elem).opaque)
    return NodeId();
  const TypeId type = receiver.elem;
  return context.read(define(context, block, type, expression(context, {type, 1, false})));
}

// x.M, not called, where x may be a variable of its own.
NodeId bound(Context& context, NodeId block, const Callee& callee) {
  const NodeId fresh =
      context.chance(context.policy.bind_fresh) ? fresh_receiver(context, block, callee) : NodeId();
  const NodeId receiver = fresh ? fresh : receiver_node(context, callee, 1, false);
  context.note(Feature::kMethodValue);
  return context.selector(receiver, callee.method.name);
}

// fn := x.M
bool bind_method(Context& context, NodeId block) {
  if (!context.on(Feature::kMethodValue) || context.callees.empty()) return false;
  const Callee callee = method_to_bind(context);
  constexpr uint64_t kBig = 65536;
  if (context.on(Feature::kBigMethodValue) && context.types().bytes(callee.receiver) > kBig)
    context.note(Feature::kBigMethodValue);
  define(context, block, callee.method.signature, bound(context, block, callee));
  return true;
}

bool discard(Context& context, NodeId block) {
  if (context.on(Feature::kMethodValue) && !context.callees.empty() && context.chance(350)) {
    store(context, block, context.word("_"), bound(context, block, method_to_bind(context)));
    return true;
  }
  const TypeId type = context.pick_type();
  store(context, block, context.word("_"), expression(context, {type, 2, false}));
  return true;
}

bool append_statement(Context& context, NodeId block) {
  const TypeId type = context.pick_type_where([&](TypeId id) {
    return context.kind(id) == TypeKind::kSlice && count_paths(context, {id, PathUse::kPlace, 1}) > 0;
  });
  if (!type || !context.on(Feature::kAppend)) return false;
  const Path path = pick_path(context, {type, PathUse::kPlace, 1});
  const NodeId place = path_node(context, path, PathUse::kPlace);
  const NodeId base = path_node(context, path, PathUse::kValue);
  const NodeId value = expression(context, {context.under(type).elem, 2});
  context.note(Feature::kAppend);
  store(context, block, place, context.builtin("append", {base, value}));
  return true;
}

}  // namespace

NodeId multi_assign(Context& context, std::string_view op, std::initializer_list<NodeId> left,
                    std::initializer_list<NodeId> right) {
  const NodeId node = context.node(NodeKind::kAssign, TypeId(), op, left);
  for (NodeId child : right) context.model.append(node, child);
  context.model[node].value = static_cast<int32_t>(left.size());
  return node;
}

SymbolId define(Context& context, NodeId block, TypeId type, NodeId value) {
  const SymbolId symbol = context.declare_local(type);
  context.emit(block, context.assign(":=", context.write(symbol), value));
  return symbol;
}

void store(Context& context, NodeId block, NodeId place, NodeId value) {
  context.emit(block, context.assign("=", place, value));
}

namespace {

// A new type of the kind, none when its feature is off.
TypeId fresh_type(Context& context, TypeKind kind) {
  TypeTable& types = context.types();
  const TypeId elem = context.pick_type_where([&](TypeId id) {
    return context.type(id).spelling.size() < 12 && context.kind(id) != TypeKind::kArray &&
           types.bytes(id) < 1000;
  });
  if (!elem) return TypeId();
  switch (kind) {
    case TypeKind::kSlice: return context.on(Feature::kTypeSlice) ? types.slice(elem) : TypeId();
    case TypeKind::kArray:
      return context.on(Feature::kTypeArray) ? types.array(elem, 1 + context.draw(4)) : TypeId();
    case TypeKind::kMap: return context.on(Feature::kTypeMap) ? types.map(types.integer(), elem) : TypeId();
    case TypeKind::kChan: return context.on(Feature::kTypeChan) ? types.chan(elem, ChanDir::kBoth) : TypeId();
    case TypeKind::kString: return context.on(Feature::kTypeString) ? types.string() : TypeId();
    case TypeKind::kInterface: return context.on(Feature::kTypeAny) ? types.any() : TypeId();
    default: return TypeId();
  }
}

}  // namespace

TypeId near_kind(Context& context, NodeId block, TypeKind kind, ChanDir unfit) {
  const TypeId found = context.pick_type_where([&](TypeId id) {
    const bool fits = kind != TypeKind::kChan || unfit == ChanDir::kBoth || context.under(id).dir != unfit;
    return context.kind(id) == kind && fits && count_paths(context, {id, PathUse::kValue, 1}) > 0;
  });
  if (found || !context.frame().declarations || !context.chance(context.policy.invent_operand)) return found;
  const TypeId type = fresh_type(context, kind);
  if (!type) return type;
  if (std::find(context.pool.begin(), context.pool.end(), type) == context.pool.end())
    context.pool.push_back(type);
  define(context, block, type, expression(context, {type, 2, false}));
  return type;
}

bool assignment(Context& context, Feature kind, NodeId block) {
  switch (kind) {
    case Feature::kDefine: return define_one(context, block);
    case Feature::kDefinePair: return define_pair(context, block);
    case Feature::kVarDecl: return var_decl(context, block);
    case Feature::kVarGroup: return var_group(context, block);
    case Feature::kTypeDecl: return type_decl(context, block);
    case Feature::kHeaderStore: return header_store(context, block);
    case Feature::kConstDecl: return const_decl(context, block);
    case Feature::kShadow: return shadow(context, block);
    case Feature::kCommaOk: return comma_ok(context, block);
    case Feature::kAssign: return assign_path(context, block, {TypeId(), PathUse::kPlace, 2});
    case Feature::kStoreGlobal: return store_global(context, block);
    case Feature::kStoreThroughParam: {
      PathQuery query{TypeId(), PathUse::kPlace, 2};
      query.params_only = true;
      return assign_path(context, block, query);
    }
    case Feature::kAssignPair: return assign_pair(context, block);
    case Feature::kAssignCall: return assign_call(context, block);
    case Feature::kAssignOp: return assign_op(context, block, false);
    case Feature::kIncDec: return assign_op(context, block, true);
    case Feature::kSelfAssign: return self_assign(context, block);
    case Feature::kDiscard: return discard(context, block);
    case Feature::kBindMethod: return bind_method(context, block);
    default: return append_statement(context, block);
  }
}

}  // namespace escdiff::generator
