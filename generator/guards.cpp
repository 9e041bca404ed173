#include "generator/guards.h"

#include <algorithm>

#include "generator/expressions.h"

namespace escdiff::generator {
namespace {

// That what is missing is made, where it can be, instead of giving up.
constexpr uint32_t kRepairs = 600;

// Whether evaluating it has no effect and changes nothing.
bool repeatable(const Model& model, NodeId id) {
  const Node& node = model[id];
  switch (node.kind) {
    case NodeKind::kName:
    case NodeKind::kWord: return true;
    case NodeKind::kUnary:
      if (node.text != "*") return false;
      break;
    case NodeKind::kSelector:
    case NodeKind::kIndex: break;
    default: return false;
  }
  for (NodeId child = node.first; child; child = model[child].next)
    if (!repeatable(model, child)) return false;
  return true;
}

NodeId clone(Model& model, NodeId id) {
  Node copy = model[id];
  const NodeId first = copy.first;
  copy.first = copy.last = copy.next = NodeId();
  model.nodes.push_back(copy);
  const NodeId made(static_cast<uint32_t>(model.nodes.size() - 1));
  for (NodeId child = first; child; child = model[child].next) model.append(made, clone(model, child));
  return made;
}

bool same(const Model& model, NodeId left, NodeId right) {
  const Node& a = model[left];
  const Node& b = model[right];
  if (a.kind != b.kind || a.symbol != b.symbol || a.text != b.text) return false;
  NodeId x = a.first;
  NodeId y = b.first;
  for (; x && y; x = model[x].next, y = model[y].next)
    if (!same(model, x, y)) return false;
  return !x && !y;
}

void require(Context& context, const Guard& guard) {
  if (!context.policy.runnable || context.frames.empty() || !repeatable(context.model, guard.value)) return;
  for (Guard& known : context.guards) {
    if (known.kind != guard.kind || known.type != guard.type) continue;
    if (!same(context.model, known.value, guard.value)) continue;
    known.index = std::max(known.index, guard.index);
    return;
  }
  context.guards.push_back(guard);
  context.guards.back().value = clone(context.model, guard.value);
}

// A variable of a type that can be made.
bool repairable(const Context& context, const Guard& guard) {
  if (guard.kind == Guard::kAssertable || context.model[guard.value].kind != NodeKind::kName) return false;
  if (context.type(guard.type).kind == TypeKind::kNamed) return false;
  const TypeKind kind = context.kind(guard.type);
  return kind == TypeKind::kPointer || kind == TypeKind::kSlice || kind == TypeKind::kMap;
}

NodeId repair(Context& context, const Guard& guard) {
  const TypeKind kind = context.kind(guard.type);
  NodeId made;
  if (kind == TypeKind::kPointer) {
    made = context.builtin("new", {context.type_expr(context.under(guard.type).elem)});
  } else if (kind == TypeKind::kSlice) {
    made = context.builtin("make", {context.type_expr(guard.type), context.number(guard.index + 1)});
  } else {
    made = context.builtin("make", {context.type_expr(guard.type)});
  }
  return context.assign("=", clone(context.model, guard.value), made);
}

}  // namespace

NodeId give_up(Context& context) {
  const NodeId node = context.model.add(NodeKind::kReturn);
  if (context.function().results.empty())
    for (TypeId result : context.type(context.function().signature).results)
      context.model.append(node, literal(context, {result}));
  return node;
}

void require_not_nil(Context& context, NodeId value, TypeId type) {
  require(context, {Guard::kNotNil, value, type, 0});
}

void require_length(Context& context, NodeId value, TypeId type, uint32_t index) {
  require(context, {Guard::kLength, value, type, index});
}

void require_assertable(Context& context, NodeId value, TypeId to) {
  require(context, {Guard::kAssertable, value, to, 0});
}

void Context::look_first(NodeId block) {
  std::vector<Guard> waiting;
  waiting.swap(guards);
  for (const Guard& guard : waiting) {
    const NodeId then =
        block_of(repairable(*this, guard) && chance(kRepairs) ? repair(*this, guard) : give_up(*this));
    NodeId init = absent();
    NodeId test;
    if (guard.kind == Guard::kAssertable) {
      const NodeId asserted = node(NodeKind::kAssert, guard.type, {}, {guard.value});
      init = node(NodeKind::kAssign, TypeId(), ":=", {word("_"), word("ok"), asserted});
      model[init].value = 2;
      test = unary("!", word("ok"));
    } else if (guard.kind == Guard::kLength) {
      test = binary("<=", 3, builtin("len", {guard.value}), number(guard.index));
    } else {
      test = binary("==", 3, guard.value, word("nil"));
    }
    model.append(block, node(NodeKind::kIf, TypeId(), {}, {init, test, then, absent()}));
  }
}

}  // namespace escdiff::generator
