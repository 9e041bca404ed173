// What gc drops while it reads a function: see lower.h.
#include "solver/ir/lowering.h"

namespace escdiff::ir {

// +1 always true, -1 always false, 0 unknown. `condition` becomes what is left of it when operands that
// decide nothing are gone; those of inner operations are noted in simplified_.
int Lowering::static_bool(NodeId& condition) {
  condition = resolve(condition);
  if (const ConstantId value = info().expression(condition).value; value.has_value()) {
    return std::get<bool>(program_.constants[value]) ? 1 : -1;
  }
  if (tree().is(condition, NodeKind::kUnary) && tree().op(condition) == Token::kNot) {
    NodeId x = tree().child(condition, 0);
    // gc gives its operand's answer here; it cannot be anything but unknown.
    return static_bool(x);
  }
  const Token op = tree().is(condition, NodeKind::kBinary) ? tree().op(condition) : Token::kNone;
  if (op != Token::kAndAnd && op != Token::kOrOr) return 0;
  const int decides = op == Token::kAndAnd ? -1 : 1;  // the value of either operand that settles the whole
  const auto operand = [&](uint32_t slot, int& known) {
    const NodeId whole = tree().child(condition, slot);
    NodeId rest = whole;
    known = static_bool(rest);
    if (rest != resolve(whole)) simplified_[resolve(whole)] = rest;
    return rest;
  };
  int x_known = 0;
  int y_known = 0;
  const NodeId x = operand(0, x_known);
  if (x_known == decides) {
    condition = x;
    return x_known;
  }
  const NodeId y = operand(1, y_known);
  if (x_known == -decides || y_known == decides) {
    if (info().expression(x).value.has_value()) condition = y;
    return y_known;
  }
  return 0;
}

bool Lowering::is_panic(NodeId called) const {
  called = unparen(called);
  if (!tree().is(called, NodeKind::kName)) return false;
  const ObjectId object = info().object_of(called);
  return object.has_value() && program_.objects[object].kind == types::ObjectKind::kBuiltin &&
         program_.objects[object].builtin == types::Builtin::kPanic;
}

NodeId Lowering::last_statement(std::span<const NodeId> statements) const {
  for (size_t i = statements.size(); i-- > 0;) {
    if (!tree().is(statements[i], NodeKind::kEmptyStmt)) return statements[i];
  }
  return NodeId();
}

// Whether the flow never passes to the next statement; loops, switches, break and continue do not count, but
// branches out of the body of a range over a function are returns.
bool Lowering::terminates(NodeId statement) {
  if (!statement.has_value()) return false;
  switch (tree().kind(statement)) {
    case NodeKind::kReturn: return true;
    case NodeKind::kBranch:
      return tree().op(statement) == Token::kGoto || range_branches_.contains(statement);
    case NodeKind::kExprStmt: {
      const NodeId x = unparen(tree().child(statement, 0));
      return tree().is(x, NodeKind::kCall) && is_panic(syntax::view<syntax::Call>(tree(), x).function);
    }
    case NodeKind::kBlock:
      return terminates(
          last_statement(tree().children(syntax::view<syntax::Block>(tree(), statement).statements)));
    case NodeKind::kIf: {
      auto [init, condition, then, otherwise] = syntax::view<syntax::If>(tree(), statement);
      const int known = static_bool(condition);
      return (known < 0 || terminates(then)) && (known > 0 || terminates(otherwise));
    }
    default: return false;
  }
}

bool Lowering::ends_with_fallthrough(std::span<const NodeId> statements) const {
  NodeId last = last_statement(statements);
  while (last.has_value() && tree().is(last, NodeKind::kLabeled)) last = tree().child(last, 1);
  return last.has_value() && tree().is(last, NodeKind::kBranch) && tree().op(last) == Token::kFallthrough;
}

}  // namespace escdiff::ir
