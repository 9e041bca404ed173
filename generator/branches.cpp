// if, switch, type switch, select, blocks, early returns, code that never runs.
#include <algorithm>

#include "generator/expressions.h"
#include "generator/paths.h"
#include "generator/statements.h"

namespace escdiff::generator {
namespace {

bool near(Context& context, TypeId id) { return count_paths(context, {id, PathUse::kValue, 1}) > 0; }

void emit_if(Context& context, NodeId block, NodeId init, NodeId test, NodeId then, NodeId otherwise) {
  context.emit(block, context.node(NodeKind::kIf, TypeId(), {}, {init, test, then, otherwise}));
}

Nested body_of(Context& context) {
  Nested body;
  body.limit = context.policy.max_nested_statements;
  return body;
}

bool return_early(Context& context, NodeId block) {
  const NodeId test = condition(context, true);
  Nested body;
  body.limit = context.chance(200) ? 1 : 0;
  body.ending = [&](NodeId inside) { return_statement(context, inside); };
  const NodeId then = nested(context, body);
  emit_if(context, block, context.absent(), test, then, context.absent());
  return true;
}

bool if_statement(Context& context, NodeId block, bool with_else) {
  const NodeId test = condition(context, true);
  const NodeId then = nested(context, body_of(context));
  NodeId otherwise = context.absent();
  if (with_else) {
    otherwise = nested(context, body_of(context));
    ++context.lines_left;  // `} else {` is one line
  }
  emit_if(context, block, context.absent(), test, then, otherwise);
  return true;
}

// if x := value; test of x { ... }
bool if_init(Context& context, NodeId block) {
  const TypeId type = context.pick_type_where([&](TypeId id) {
    const TypeKind kind = context.kind(id);
    const bool nilable =
        kind >= TypeKind::kPointer && kind <= TypeKind::kInterface && kind != TypeKind::kArray;
    return kind == TypeKind::kInt || nilable;
  });
  if (!type) return false;
  const size_t mark = enter(context);
  const NodeId value = expression(context, {type, 1, false, true});
  const SymbolId symbol = context.declare_local(type);
  const NodeId init = context.assign(":=", context.write(symbol), value);
  const bool number = context.kind(type) == TypeKind::kInt;
  const NodeId test =
      context.binary(number ? ">" : "!=", 3, context.read(symbol), context.word(number ? "0" : "nil"));
  const NodeId then = nested(context, body_of(context));
  const NodeId otherwise = context.chance(300) ? nested(context, body_of(context)) : context.absent();
  leave(context, mark);
  emit_if(context, block, init, test, then, otherwise);
  return true;
}

NodeId clause_body(Context& context, bool may_fall) {
  Nested body = body_of(context);
  body.limit = 2;
  if (may_fall && context.on(Feature::kFallthrough) && context.chance(450)) {
    context.note(Feature::kFallthrough);
    body.ending = [&](NodeId inside) { branch(context, inside, "fallthrough"); };
  } else if (context.chance(80)) {
    body.ending = [&](NodeId inside) { branch(context, inside, "break"); };
  }
  return nested(context, body);
}

bool switch_statement(Context& context, NodeId block) {
  const TypeId string = context.types().string();
  const bool text = near(context, string) && context.chance(300);
  const TypeId type = text ? string : context.types().integer();
  NodeId tag = path_to(context, {type, PathUse::kValue, 2});
  if (!tag) return false;
  static constexpr std::string_view kTexts[] = {"\"a\"", "\"b\"", "\"go\"", "\"key\""};
  const NodeId node = context.node(NodeKind::kSwitch, TypeId(), {}, {context.absent(), tag});
  const uint32_t cases = 1 + context.draw(2);
  const bool has_default = context.chance(500);
  uint32_t next = 0;
  for (uint32_t i = 0; i < cases; ++i) {
    const NodeId body = clause_body(context, i + 1 < cases || has_default);
    const NodeId clause = context.node(NodeKind::kCase, TypeId(), {}, {body});
    do {
      context.model.append(clause, text ? context.word(kTexts[next]) : context.number(next));
      ++next;
    } while (next < 3 && context.chance(200));
    context.model.append(node, clause);
  }
  if (has_default)
    context.model.append(node, context.node(NodeKind::kCase, TypeId(), {}, {clause_body(context, false)}));
  context.emit(block, node);
  return true;
}

bool switch_true(Context& context, NodeId block) {
  const NodeId node = context.node(NodeKind::kSwitch, TypeId(), {}, {context.absent(), context.absent()});
  const uint32_t cases = 1 + context.draw(2);
  const bool has_default = context.chance(500);
  for (uint32_t i = 0; i < cases; ++i) {
    const NodeId test = condition(context, true);
    // A constant condition could stand twice.
    if (context.model[test].kind == NodeKind::kWord && i > 0) break;
    const NodeId body = clause_body(context, false);
    context.model.append(node, context.node(NodeKind::kCase, TypeId(), {}, {body, test}));
  }
  if (has_default)
    context.model.append(node, context.node(NodeKind::kCase, TypeId(), {}, {clause_body(context, false)}));
  context.emit(block, node);
  return true;
}

// The types that a type switch over `operand` may name, each once.
std::vector<TypeId> switchable(Context& context, TypeId operand) {
  std::vector<TypeId> found;
  const auto consider = [&](TypeId id) {
    const bool fits = context.types().assertable(operand, id);
    if (fits && std::find(found.begin(), found.end(), id) == found.end()) found.push_back(id);
  };
  for (TypeId id : context.pool) consider(id);
  for (TypeId id : context.structs) {
    consider(id);
    consider(context.types().pointer(id));
  }
  return found;
}

// Whether interfaces hold values of the type behind a pointer, and these lead to others.
bool is_boxed(Context& context, TypeId type) {
  switch (context.kind(type)) {
    case TypeKind::kPointer:
    case TypeKind::kMap:
    case TypeKind::kChan:
    case TypeKind::kFunc:
    case TypeKind::kUnsafePointer:
    case TypeKind::kInterface: return false;
    default: return context.types().has_pointers(type);
  }
}

// An index into `types`.
uint32_t pick_case(Context& context, const std::vector<TypeId>& types) {
  std::vector<uint32_t> boxed;
  if (context.chance(context.policy.prefer_boxed)) {
    for (uint32_t i = 0; i < types.size(); ++i)
      if (is_boxed(context, types[i])) boxed.push_back(i);
  }
  if (!boxed.empty()) return boxed[context.draw(static_cast<uint32_t>(boxed.size()))];
  return context.draw(static_cast<uint32_t>(types.size()));
}

NodeId type_clause(Context& context, std::string_view name, TypeId type, bool must_use) {
  Nested body = body_of(context);
  body.limit = 2;
  const size_t mark = enter(context);
  if (!name.empty()) {
    const SymbolId symbol = context.declare(name, type, SymbolRole::kLocal);
    context.model[symbol].used = !must_use;
    body.from = mark;
    // The variable belongs to the clause's own block: nothing there may be declared under its name.
    const bool at_once = context.types().has_pointers(type) && context.chance(context.policy.use_bound);
    body.beginning = [&context, mark, symbol, at_once](NodeId inside) {
      context.frame().scope_start = mark;
      if (at_once) use(context, inside, symbol);
    };
  }
  const NodeId block = nested(context, body);
  leave(context, mark);
  return block;
}

bool type_switch(Context& context, NodeId block) {
  const TypeId operand = near_kind(context, block, TypeKind::kInterface);
  if (!operand) return false;
  auto types = switchable(context, operand);
  if (types.empty()) return false;
  const NodeId value =
      context.node(NodeKind::kAssert, TypeId(), {}, {path_to(context, {operand, PathUse::kValue, 1})});
  const bool binds = context.chance(800);
  const std::string_view name = binds ? context.fresh_name(operand) : std::string_view();
  const NodeId node = context.node(NodeKind::kTypeSwitch, TypeId(), {}, {value});
  const uint32_t cases = 1 + context.draw(2);
  SymbolId first;
  for (uint32_t i = 0; i < cases && !types.empty(); ++i) {
    std::vector<NodeId> names;
    TypeId bound = operand;
    do {
      const uint32_t which = pick_case(context, types);
      bound = names.empty() ? types[which] : operand;
      names.push_back(context.type_expr(types[which]));
      types.erase(types.begin() + which);
    } while (!types.empty() && context.chance(150));
    const size_t next_symbol = context.model.symbols.size();
    const NodeId clause =
        context.node(NodeKind::kCase, TypeId(), {}, {type_clause(context, name, bound, i == 0)});
    if (binds && !first) first = SymbolId(static_cast<uint32_t>(next_symbol));
    for (NodeId type : names) context.model.append(clause, type);
    context.model.append(node, clause);
  }
  if (context.chance(300)) {
    const NodeId body = type_clause(context, name, operand, false);
    context.model.append(node, context.node(NodeKind::kCase, TypeId(), {}, {body}));
  }
  context.model[node].symbol = first;
  context.emit(block, node);
  return true;
}

TypeId channel(Context& context, ChanDir unfit) {
  return context.pick_type_where([&](TypeId id) {
    return context.kind(id) == TypeKind::kChan && context.under(id).dir != unfit && near(context, id);
  });
}

// case p := <-c: ..., case p = <-c: ..., case <-c: ...
NodeId receive_clause(Context& context) {
  const TypeId type = channel(context, ChanDir::kSend);
  if (!type) return NodeId();
  const NodeId receive = context.unary("<-", path_to(context, {type, PathUse::kValue, 1}));
  const TypeId elem = context.under(type).elem;
  Nested body = body_of(context);
  body.limit = 2;
  const size_t mark = enter(context);
  NodeId comm;
  const uint32_t form = context.draw(4);
  if (form == 3) {
    const NodeId place = path_to(context, {elem, PathUse::kPlace, 1});
    if (place) comm = context.assign("=", place, receive);
  } else if (form > 0) {
    const SymbolId symbol = context.declare_local(elem);
    comm = context.assign(":=", context.write(symbol), receive);
    body.from = mark;
    body.beginning = [&context, mark](NodeId) { context.frame().scope_start = mark; };
  }
  if (!comm) comm = context.expression_statement(receive);
  const NodeId block = nested(context, body);
  leave(context, mark);
  return context.node(NodeKind::kComm, TypeId(), {}, {block, comm});
}

NodeId send_clause(Context& context) {
  const TypeId type = channel(context, ChanDir::kReceive);
  if (!type) return NodeId();
  const NodeId to = path_to(context, {type, PathUse::kValue, 1});
  const NodeId comm =
      context.node(NodeKind::kSend, TypeId(), {}, {to, expression(context, {context.under(type).elem, 1})});
  return context.node(NodeKind::kComm, TypeId(), {}, {clause_body(context, false), comm});
}

bool select_statement(Context& context, NodeId block) {
  if (!near_kind(context, block, TypeKind::kChan)) return false;
  const NodeId node = context.model.add(NodeKind::kSelect);
  // Of several that are ready, one goes on at random.
  const uint32_t clauses = context.policy.runnable ? 1 : 1 + context.draw(2);
  for (uint32_t i = 0; i < clauses; ++i) {
    const NodeId clause = context.chance(500) ? send_clause(context) : receive_clause(context);
    if (clause) context.model.append(node, clause);
  }
  if (!context.model[node].first || context.policy.runnable || context.chance(400))
    context.model.append(
        node, context.node(NodeKind::kComm, TypeId(), {}, {clause_body(context, false), context.absent()}));
  context.emit(block, node);
  return true;
}

// `if false { ... }`, or a block that goes on after its return.
bool dead_code(Context& context, NodeId block) {
  Nested body = body_of(context);
  if (context.chance(500)) {
    body.limit = 2;
    body.beginning = [&](NodeId inside) { return_statement(context, inside); };
    emit_if(context, block, context.absent(), condition(context, true), nested(context, body),
            context.absent());
    return true;
  }
  emit_if(context, block, context.absent(), context.word("false"), nested(context, body), context.absent());
  return true;
}

}  // namespace

bool branching(Context& context, Feature kind, NodeId block) {
  switch (kind) {
    case Feature::kReturnEarly: return return_early(context, block);
    case Feature::kIf: return if_statement(context, block, false);
    case Feature::kIfElse: return if_statement(context, block, true);
    case Feature::kIfInit: return if_init(context, block);
    case Feature::kSwitch: return switch_statement(context, block);
    case Feature::kSwitchTrue: return switch_true(context, block);
    case Feature::kTypeSwitch: return type_switch(context, block);
    case Feature::kSelect: return select_statement(context, block);
    case Feature::kDeadCode: return dead_code(context, block);
    default: context.emit(block, nested(context, body_of(context))); return true;
  }
}

}  // namespace escdiff::generator
