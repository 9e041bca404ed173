// Loops of every form, labels, goto, and pointers carried from one turn of a loop to the next.
#include <algorithm>

#include "generator/expressions.h"
#include "generator/generics.h"
#include "generator/paths.h"
#include "generator/runnable.h"
#include "generator/standard_library.h"
#include "generator/statements.h"

namespace escdiff::generator {
namespace {

bool near(Context& context, TypeId id) { return count_paths(context, {id, PathUse::kValue, 1}) > 0; }

// The index of a fresh label's text, for Node::value.
int32_t new_label(Context& context, std::string_view stem) {
  std::string text(stem);
  if (context.labels > 0) text += std::to_string(context.labels + 1);
  ++context.labels;
  context.model.keep(std::move(text));
  return static_cast<int32_t>(context.model.texts.size() - 1);
}

void emit_label(Context& context, NodeId block, int32_t label) {
  const std::string_view text = context.model.texts[static_cast<size_t>(label)];
  context.emit(block, context.model.add(NodeKind::kLabel, TypeId(), text));
}

// `if cond { keyword label }`, the condition `given` or any.
void emit_guarded(Context& context, NodeId block, std::string_view keyword, int32_t label,
                  NodeId given = NodeId()) {
  const NodeId test = given ? given : condition(context, true);
  Nested body;
  body.limit = 0;
  body.ending = [&](NodeId inside) { branch(context, inside, keyword, label); };
  const NodeId then = nested(context, body);
  context.emit(block, context.if_then(test, then));
}

Nested loop_body(Context& context, size_t header) {
  Nested body;
  body.limit = context.policy.max_nested_statements;
  body.from = header;
  body.loop = true;
  if (context.chance(120)) {
    const bool leaves = context.chance(600);
    body.ending = [&context, leaves](NodeId inside) {
      emit_guarded(context, inside, leaves ? "break" : "continue", -1);
    };
  }
  return body;
}

// for i := 0; i < n; i++
NodeId for_clause(Context& context, const Ending& beginning) {
  const size_t mark = enter(context);
  const TypeId integer = context.types().integer();
  const NodeId start = context.number(context.draw(2));
  const NodeId limit = expression(context, {integer, 1, true, true});
  const SymbolId counter = context.declare_local(integer);
  const NodeId init = context.assign(":=", context.write(counter), start);
  const NodeId test = context.binary("<", 3, context.read(counter), limit);
  const NodeId post = context.node(NodeKind::kIncDec, TypeId(), "++", {context.write(counter)});
  Nested body = loop_body(context, mark);
  body.beginning = beginning;
  const NodeId inside = nested(context, body);
  leave(context, mark);
  return context.node(NodeKind::kFor, TypeId(), {}, {init, test, post, inside});
}

// for p := head; p != nil; p = p.next
NodeId for_list(Context& context, const Ending& beginning) {
  for (TypeId structure : context.structs) {
    const Type& under = context.under(structure);
    const TypeId pointer = context.types().find_pointer(structure);
    if (under.kind != TypeKind::kStruct || !pointer || !near(context, pointer)) continue;
    for (const Field& field : under.fields) {
      if (field.type != pointer || field.embedded) continue;
      const size_t mark = enter(context);
      const NodeId head = path_to(context, {pointer, PathUse::kValue, 1});
      const SymbolId cursor = context.declare_local(pointer);
      const NodeId init = context.assign(":=", context.write(cursor), head);
      const NodeId test = context.binary("!=", 3, context.read(cursor), context.word("nil"));
      const NodeId next = context.selector(context.read(cursor), field.name);
      const NodeId post = context.assign("=", context.write(cursor), next);
      Nested body = loop_body(context, mark);
      body.beginning = beginning;
      const NodeId inside = nested(context, body);
      leave(context, mark);
      return context.node(NodeKind::kFor, TypeId(), {}, {init, test, post, inside});
    }
  }
  return NodeId();
}

NodeId for_condition(Context& context, const Ending& beginning) {
  const NodeId test = condition(context, true);
  Nested body = loop_body(context, SIZE_MAX);
  body.beginning = beginning;
  return context.node(NodeKind::kFor, TypeId(), {},
                      {context.absent(), test, context.absent(), nested(context, body)});
}

// for { ...; if cond { break } }
NodeId for_ever(Context& context) {
  Nested body = loop_body(context, SIZE_MAX);
  body.ending = [&](NodeId inside) { emit_guarded(context, inside, "break", -1); };
  const NodeId inside = nested(context, body);
  return context.node(NodeKind::kFor, TypeId(), {},
                      {context.absent(), context.absent(), context.absent(), inside});
}

bool for_statement(Context& context, NodeId block, Feature kind) {
  NodeId node;
  if (kind == Feature::kForEver) node = for_ever(context);
  if (kind == Feature::kForCond) node = for_condition(context, {});
  if (kind == Feature::kForClause && context.chance(250)) node = for_list(context, {});
  if (!node) node = for_clause(context, {});
  context.emit(block, node);
  return true;
}

// What a range statement gives each turn; none where it gives nothing.
struct RangeTypes {
  NodeId operand;
  TypeId key;
  TypeId value;
};

// `range &a` or `range p` of an array.
RangeTypes range_array_pointer(Context& context, NodeId block) {
  const TypeId array = near_kind(context, block, TypeKind::kArray);
  if (!array) return {};
  const NodeId operand = path_to(context, {context.types().pointer(array), PathUse::kValue, 1});
  if (!operand) return {};
  return {operand, context.types().integer(), context.under(array).elem};
}

// A map of one entry has one order; nothing else leads to it.
RangeTypes one_entry(Context& context, TypeId type) {
  const Type& under = context.under(type);
  const NodeId key = expression(context, {under.key, 1});
  const NodeId value = expression(context, {under.elem, 1});
  const NodeId entry = context.node(NodeKind::kKeyValue, TypeId(), {}, {key, value});
  // In a header, a literal may not begin with a name.
  return {context.node(NodeKind::kComposite, context.type(type).underlying, {}, {entry}), under.key,
          under.elem};
}

// c := make(chan T, 1); c <- x; close(c)
RangeTypes closed_channel(Context& context, NodeId block, TypeId type) {
  if (!context.frame().declarations) return {};
  const TypeId elem = context.under(type).elem;
  const TypeId both = context.types().chan(elem, ChanDir::kBoth);
  const NodeId value = expression(context, {elem, 1});
  const NodeId make = context.builtin("make", {context.type_expr(both), context.number(1)});
  const SymbolId channel = define(context, block, both, make);
  context.emit(block, context.node(NodeKind::kSend, TypeId(), {}, {context.read(channel), value}));
  const NodeId close = context.builtin("close", {context.read(channel)});
  context.emit(block, context.expression_statement(close));
  return {context.read(channel), elem, TypeId()};
}

RangeTypes range_operand(Context& context, NodeId block, Feature kind) {
  const TypeId integer = context.types().integer();
  switch (kind) {
    case Feature::kRangeInt: return {expression(context, {integer, 1, true, true}), integer, TypeId()};
    case Feature::kRangeString: {
      const TypeId text = near_kind(context, block, TypeKind::kString);
      if (!text) return {};
      return {path_to(context, {text, PathUse::kValue, 1}), integer, context.types().rune()};
    }
    case Feature::kRangeArrayPointer: return range_array_pointer(context, block);
    default: break;
  }
  const TypeKind wanted = kind == Feature::kRangeSlice   ? TypeKind::kSlice
                          : kind == Feature::kRangeArray ? TypeKind::kArray
                          : kind == Feature::kRangeMap   ? TypeKind::kMap
                                                         : TypeKind::kChan;
  const TypeId type = near_kind(context, block, wanted, ChanDir::kSend);
  if (!type) return {};
  if (context.policy.runnable && wanted == TypeKind::kMap) return one_entry(context, type);
  if (context.policy.runnable && wanted == TypeKind::kChan) return closed_channel(context, block, type);
  const NodeId operand = path_to(context, {type, PathUse::kValue, 1});
  const TypeId elem = context.under(type).elem;
  if (wanted == TypeKind::kChan) return {operand, elem, TypeId()};
  return {operand, wanted == TypeKind::kMap ? context.under(type).key : integer, elem};
}

// The range statement over `what`, with variables of its own or assigning to places that exist.
NodeId range_statement(Context& context, const RangeTypes& what, const Ending& beginning) {
  const size_t mark = enter(context);
  const bool assigns = context.on(Feature::kRangeAssign) && context.chance(120);
  NodeId key = context.absent();
  NodeId value = context.absent();
  bool defined = false;
  SymbolId last;
  const auto variable = [&](TypeId type) {
    if (assigns) {
      const NodeId place = path_to(context, {type, PathUse::kPlace, 1});
      if (place) return place;
      return context.word("_");
    }
    defined = true;
    last = context.declare_local(type);
    return context.write(last);
  };
  if (what.value && context.chance(700)) {
    key = context.chance(400) ? variable(what.key) : context.word("_");
    value = variable(what.value);
  } else if (context.chance(850)) {
    key = variable(what.key);
  }
  if (assigns && context.model[key].kind != NodeKind::kAbsent) context.note(Feature::kRangeAssign);
  Nested body = loop_body(context, mark);
  body.beginning = beginning;
  if (!beginning && last && context.types().has_pointers(context.model[last].type) &&
      context.chance(context.policy.use_at_once))
    body.beginning = [&context, last](NodeId inside) { use(context, inside, last); };
  const NodeId inside = nested(context, body);
  leave(context, mark);
  return context.node(NodeKind::kRange, TypeId(), defined ? ":=" : "=", {key, value, what.operand, inside});
}

bool range_loop(Context& context, NodeId block, Feature kind) {
  const RangeTypes what = range_operand(context, block, kind);
  if (!what.operand) return false;
  context.emit(block, range_statement(context, what, {}));
  return true;
}

// seq := func(yield func(T) bool) { ... yield(x) ... }; for v := range seq { ... }
bool range_function(Context& context, NodeId block) {
  if (!may_nest_closure(context)) return false;
  const TypeId elem = context.pick_type();
  const TypeId yield = context.types().function({elem}, {context.types().boolean()}, false);
  const TypeId sequence = context.types().function({yield}, {}, false);
  TypeId found = sequence;
  SymbolId symbol;
  for (SymbolId id : context.visible)
    if (context.model[id].type == found && !context.model[id].hidden) symbol = id;
  if (!symbol) symbol = define(context, block, sequence, closure(context, sequence));
  context.emit(block, range_statement(context, {context.read(symbol), elem, TypeId()}, {}));
  return true;
}

// for k := range maps.Keys(m)
bool range_sequence(Context& context, NodeId block) {
  auto found = standard_sequences(context);
  if (found.empty()) return false;
  GenericCallee callee = std::move(found[context.draw(static_cast<uint32_t>(found.size()))]);
  if (!settle_arguments(context, callee)) return false;
  const TypeId elem =
      context.types().substitute(context.type(callee.signature).results[0], callee.params, callee.args);
  const NodeId call = call_generic(context, std::move(callee), 1);
  context.emit(block, range_statement(context, {call, elem, TypeId()}, {}));
  return true;
}

// for b.Loop() { ... }: what the body computes is kept alive.
bool bench_loop(Context& context, NodeId block) {
  const TypeId bench =
      context.pick_type_where([&](TypeId id) { return context.type(id).spelling == "*testing.B"; });
  if (!bench) return false;
  const NodeId variable = path_to(context, {bench, PathUse::kDirect, 0});
  if (!variable) return false;
  const NodeId test = context.call(context.selector(variable, "Loop"), {});
  const NodeId inside = nested(context, loop_body(context, SIZE_MAX));
  context.emit(
      block, context.node(NodeKind::kFor, TypeId(), {}, {context.absent(), test, context.absent(), inside}));
  return true;
}

// A variable of an outer block takes, each turn, the address or the value of something new.
bool loop_carried(Context& context, NodeId block) {
  const TypeId pointer =
      context.pick_type_where([&](TypeId id) { return context.type(id).kind == TypeKind::kPointer; });
  if (!pointer) return false;
  const TypeId elem = context.type(pointer).elem;
  SymbolId carried;
  for (SymbolId id : context.visible) {
    const Symbol& symbol = context.model[id];
    if (symbol.type == pointer && !symbol.hidden) carried = id;
  }
  if (!carried || context.chance(300)) {
    carried = context.declare_local(pointer);
    const NodeId declaration = context.node(NodeKind::kVarDecl, pointer, {}, {context.absent()});
    context.model[declaration].symbol = carried;
    context.emit(block, declaration);
  }
  const Ending beginning = [&](NodeId inside) {
    if (context.chance(250)) {
      store(context, inside, context.write(carried), expression(context, {pointer, 2}));
      return;
    }
    const SymbolId fresh = define(context, inside, elem, expression(context, {elem, 2, false}));
    store(context, inside, context.write(carried), context.unary("&", context.read(fresh)));
  };
  NodeId node;
  const uint32_t form = context.draw(4);
  if (form == 1) node = for_condition(context, beginning);
  if (form == 2) node = for_list(context, beginning);
  if (form == 3) {
    const RangeTypes what = range_operand(context, block, Feature::kRangeSlice);
    if (what.operand) node = range_statement(context, what, beginning);
  }
  if (!node) node = for_clause(context, beginning);
  context.emit(block, node);
  return true;
}

// outer: for ... { for ... { if cond { continue outer } } }
bool labelled(Context& context, NodeId block) {
  const int32_t label = new_label(context, "outer");
  const std::string_view keyword = context.chance(500) ? "break" : "continue";
  const Ending beginning = [&](NodeId inside) {
    const Ending jump = [&](NodeId innermost) { emit_guarded(context, innermost, keyword, label); };
    context.emit(inside, context.draw(2) == 0 ? for_clause(context, jump) : for_condition(context, jump));
  };
  const NodeId node = for_clause(context, beginning);
  emit_label(context, block, label);
  context.emit(block, node);
  return true;
}

// { if c { goto end }; ...; end: }
bool goto_end(Context& context, NodeId block) {
  const int32_t label = new_label(context, "end");
  Nested body;
  body.limit = 2;
  body.beginning = [&](NodeId inside) {
    emit_guarded(context, inside, "goto", label);
    context.frame().declarations = false;
  };
  body.ending = [&](NodeId inside) { emit_label(context, inside, label); };
  context.emit(block, nested(context, body));
  return true;
}

bool blank_label(Context& context, NodeId block) {
  const NodeId node = for_clause(context, {});
  context.emit(block, context.model.add(NodeKind::kLabel, TypeId(), "_"));
  context.emit(block, node);
  return true;
}

bool goto_back(Context& context, NodeId block) {
  const int32_t label = new_label(context, "again");
  emit_label(context, block, label);
  statements(context, block, 3, true);
  const bool runnable = context.policy.runnable;
  emit_guarded(context, block, "goto", label, runnable ? context.unary("!", tired(context)) : NodeId());
  return true;
}

// Nothing may be declared between the jump and its label.
bool goto_forward(Context& context, NodeId block) {
  const int32_t label = new_label(context, "done");
  emit_guarded(context, block, "goto", label);
  const bool before = context.frame().declarations;
  context.frame().declarations = false;
  statements(context, block, 2, true);
  context.frame().declarations = before;
  emit_label(context, block, label);
  statement(context, block);
  return true;
}

}  // namespace

bool loop(Context& context, Feature kind, NodeId block) {
  switch (kind) {
    case Feature::kForClause:
    case Feature::kForCond:
    case Feature::kForEver: return for_statement(context, block, kind);
    case Feature::kRangeFunc: return range_function(context, block);
    case Feature::kLoopCarried: return loop_carried(context, block);
    case Feature::kLabelled: return labelled(context, block);
    case Feature::kGotoEnd: return goto_end(context, block);
    case Feature::kBlankLabel: return blank_label(context, block);
    case Feature::kRangeSequence: return range_sequence(context, block);
    case Feature::kBenchLoop: return bench_loop(context, block);
    case Feature::kGotoBack: return goto_back(context, block);
    case Feature::kGotoForward: return goto_forward(context, block);
    default: return range_loop(context, block, kind);
  }
}

}  // namespace escdiff::generator
