// Function literals: what they capture comes from the scopes that are open where they stand.
#include <utility>

#include "generator/expressions.h"
#include "generator/statements.h"

namespace escdiff::generator {
namespace {

constexpr uint32_t kMaxLiteralDepth = 2;

// A function literal without a body yet, its parameters named so that they hide nothing.
uint32_t new_literal(Context& context, TypeId signature) {
  context.model.functions.emplace_back();
  const uint32_t index = static_cast<uint32_t>(context.model.functions.size() - 1);
  context.model.functions[index].signature = signature;
  const size_t mark = enter(context);
  const std::vector<TypeId>& params = context.type(signature).params;
  for (TypeId param : params) {
    const SymbolId symbol = context.declare(context.fresh_name(param), param, SymbolRole::kParam);
    context.model.functions[index].params.push_back(symbol);
  }
  leave(context, mark);
  return index;
}

NodeId build_literal(Context& context, TypeId signature, uint32_t limit, const Ending& beginning) {
  SpanScope span(context.choices);
  const uint32_t index = new_literal(context, signature);
  context.note(Feature::kClosure);
  if (context.literal_depth > 0) context.note(Feature::kNestedLiteral);
  ++context.literal_depth;
  ++context.block_depth;
  const bool no_new = std::exchange(context.no_new, false);
  function_body(context, index, limit, beginning);
  context.no_new = no_new;
  --context.block_depth;
  --context.literal_depth;
  const NodeId node = context.model.add(NodeKind::kFuncLit, signature);
  context.model[node].value = static_cast<int32_t>(index);
  return node;
}

// `if e := recover(); e != nil { ... }`
void recovery(Context& context, NodeId block) {
  const size_t mark = enter(context);
  const SymbolId symbol = context.declare_local(context.types().any());
  const NodeId init = context.assign(":=", context.write(symbol), context.builtin("recover", {}));
  const NodeId test = context.binary("!=", 3, context.read(symbol), context.word("nil"));
  Nested body;
  body.limit = 1;
  body.beginning = [&](NodeId inside) { use(context, inside, symbol); };
  const NodeId then = nested(context, body);
  leave(context, mark);
  context.emit(block, context.node(NodeKind::kIf, TypeId(), {}, {init, test, then, context.absent()}));
}

}  // namespace

NodeId literal_of(Context& context, const Ending& beginning, uint32_t limit) {
  return build_literal(context, context.types().function({}, {}, false), limit, beginning);
}

NodeId captured(Context& context, NodeId statement) {
  return literal_of(context, [&](NodeId block) { context.emit(block, statement); });
}

bool may_nest_closure(const Context& context) {
  if (context.no_literals || context.lines_left <= 0 || context.frames.empty()) return false;
  if (context.literal_depth > 0 && !context.on(Feature::kNestedLiteral)) return false;
  return context.literal_depth < kMaxLiteralDepth;
}

NodeId closure(Context& context, TypeId signature) {
  return build_literal(context, signature, context.draw(context.policy.max_nested_statements + 1), {});
}

NodeId plain_closure(Context& context, uint32_t statements, bool recovers) {
  const TypeId signature = context.types().function({}, {}, false);
  const uint32_t limit = recovers ? 0 : 1 + context.draw(statements);
  return build_literal(context, signature, limit,
                       recovers ? Ending([&](NodeId block) { recovery(context, block); }) : Ending());
}

}  // namespace escdiff::generator
