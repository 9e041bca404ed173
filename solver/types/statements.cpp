// Statements, except switches and range loops. Branches and labels were checked by the parser.
#include "solver/types/checker.h"

namespace escdiff::types {

using namespace syntax;

void Checker::statement_list(NodeId list) {
  for (NodeId item : tree_.children(list)) statement(item);
}

void Checker::statement(NodeId node) {
  if (!node.has_value()) return;
  switch (tree_.kind(node)) {
    case NodeKind::kBlock:
      open_scope();
      statement_list(view<Block>(tree_, node).statements);
      close_scope();
      break;
    case NodeKind::kDeclStmt: local_declaration(view<DeclStmt>(tree_, node).declaration); break;
    case NodeKind::kLabeled: statement(view<Labeled>(tree_, node).statement); break;
    case NodeKind::kExprStmt: expression_statement(node); break;
    case NodeKind::kSendStmt: {
      const SendStmt send = view<SendStmt>(tree_, node);
      Operand channel, value;
      expression(channel, send.channel);
      expression(value, send.value);
      if (!channel.valid() || !value.valid()) break;
      const TypeId element = channel_element(begin(node), channel, false);
      if (element.has_value()) assignment(value, element, "send");
      break;
    }
    case NodeKind::kIncDec: increment(node); break;
    case NodeKind::kAssign: assign_statement(node); break;
    case NodeKind::kGoStmt: go_or_defer(view<GoStmt>(tree_, node).call, "go"); break;
    case NodeKind::kDeferStmt: go_or_defer(view<DeferStmt>(tree_, node).call, "defer"); break;
    case NodeKind::kReturn: return_statement(node); break;
    case NodeKind::kIf: if_statement(node); break;
    case NodeKind::kSwitch: switch_statement(node); break;
    case NodeKind::kTypeSwitch: type_switch(node); break;
    case NodeKind::kSelect: select_statement(node); break;
    case NodeKind::kFor: for_statement(node); break;
    case NodeKind::kRange: range_statement(node); break;
    default: break;
  }
  if (!delayed_.empty()) run_delayed();
}

void Checker::expression_statement(NodeId node) {
  Operand x;
  const NodeId expression_node = view<ExprStmt>(tree_, node).x;
  const ExpressionKind kind = raw_expression(nullptr, x, expression_node, TypeId(), false);
  switch (x.mode) {
    case Mode::kBuiltin: error_at(begin(x), "{} must be called", str(x)); break;
    case Mode::kType: error_at(begin(x), "{} is not an expression", str(x)); break;
    default:
      if (kind != ExpressionKind::kStatement) error_at(begin(x), "{} is not used", str(x));
      break;
  }
}

void Checker::increment(NodeId node) {
  const NodeId target = view<IncDec>(tree_, node).x;
  Operand x;
  expression(x, target);
  if (!x.valid()) return;
  if (is_nil_operand(x) || !all_basic(program_, x.type, kIsNumeric)) {
    const std::string text = str(target);
    const std::string_view op = tree_.op(node) == Token::kAdd ? "++" : "--";
    error_at(begin(target), "invalid operation: {}{} (non-numeric type {})", text, op, str(x.type));
    return;
  }
  assign_variable(target, NodeId(), &x, "assignment");
}

void Checker::assign_statement(NodeId node) {
  const Assign assign = view<Assign>(tree_, node);
  const auto left = tree_.children(assign.left), right = tree_.children(assign.right);
  const Token op = tree_.op(node);
  if (op == Token::kDefine) {
    short_declaration(tree_.pos(node), left, right);
    return;
  }
  if (op == Token::kAssign) {
    assign_variables(left, right);
    return;
  }
  if (left.size() != 1 || right.size() != 1) {
    error_at(begin(node), "assignment operation {}= requires single-valued expressions", spelling(op));
    return;
  }
  Operand x;
  expression(x, left[0]);
  binary(x, NodeId(), left[0], right[0], op);
  assign_variable(left[0], NodeId(), &x, "assignment");
}

void Checker::go_or_defer(NodeId call_node, const char* keyword) {
  if (!tree_.is(call_node, NodeKind::kCall)) {
    error_at(begin(call_node), "expression in {} must be function call", keyword);
    use(call_node);
    return;
  }
  Operand x;
  const ExpressionKind kind = raw_expression(nullptr, x, call_node, TypeId(), false);
  if (kind == ExpressionKind::kStatement) return;
  error_at(
      begin(x), "{} {} {}", keyword,
      kind == ExpressionKind::kConversion ? "requires function call, not conversion" : "discards result of",
      str(x));
}

void Checker::return_statement(NodeId node) {
  const auto values = tree_.children(view<Return>(tree_, node).results);
  const std::vector<ObjectId> results = context_.function->results;
  const bool named = !results.empty() && program_.objects[results[0]].name.has_value();
  if (!values.empty() || (!results.empty() && !named)) {
    initialize_variables(results, values, node);
    return;
  }
  for (ObjectId result : results) {
    const Symbol name = program_.objects[result].name;
    if (name == blank_) continue;
    const ObjectId found = lookup(name);
    if (!found.has_value() || found == result) continue;
    const Object& inner = program_.objects[found];
    error_at(begin(node), "result parameter {0} not in scope at return\n\t{1}: inner declaration of {2}",
             str(name), position_string(inner.pos), declaration_text(found));
  }
}

// "var x int", "const c untyped int", ...: as errors describe an inner declaration.
std::string Checker::declaration_text(ObjectId id) const {
  const Object& object = program_.objects[id];
  const std::string type = object.type.has_value() ? " " + str(object.type) : "";
  switch (object.kind) {
    case ObjectKind::kConst: return "const " + str(object.name) + type;
    case ObjectKind::kTypeName: return "type " + str(object.name) + type;
    case ObjectKind::kVar: return "var " + str(object.name) + type;
    default: return str(object.name);
  }
}

void Checker::if_statement(NodeId node) {
  const If branch = view<If>(tree_, node);
  open_scope();
  statement(branch.init);
  Operand x;
  expression(x, branch.condition);
  if (x.valid() && (is_nil_operand(x) || !all_basic(program_, x.type, kIsBoolean))) {
    error(begin(branch.condition), "non-boolean condition in if statement");
  } else if (x.valid()) {
    finalize_untyped(branch.condition, bool_, true);
  }
  statement(branch.then);
  statement(branch.otherwise);
  close_scope();
}

void Checker::for_statement(NodeId node) {
  const For loop = view<For>(tree_, node);
  open_scope();
  statement(loop.init);
  if (loop.condition.has_value()) {
    Operand x;
    expression(x, loop.condition);
    if (x.valid() && (is_nil_operand(x) || !all_basic(program_, x.type, kIsBoolean))) {
      error(begin(loop.condition), "non-boolean condition in for statement");
    } else if (x.valid()) {
      finalize_untyped(loop.condition, bool_, true);
    }
  }
  statement(loop.post);
  // What the post statement declares against the rules does not count as unused.
  if (loop.post.has_value() && tree_.is(loop.post, NodeKind::kAssign) &&
      tree_.op(loop.post) == Token::kDefine)
    use(tree_.children(view<Assign>(tree_, loop.post).left));
  statement(loop.body);
  close_scope();
}

bool Checker::is_receive(NodeId communication) const {
  NodeId value;
  if (tree_.is(communication, NodeKind::kExprStmt)) {
    value = view<ExprStmt>(tree_, communication).x;
  } else if (tree_.is(communication, NodeKind::kAssign)) {
    const auto right = tree_.children(view<Assign>(tree_, communication).right);
    if (right.size() != 1) return false;
    value = right[0];
  } else {
    return false;
  }
  value = unparen(value);
  return tree_.is(value, NodeKind::kUnary) && tree_.op(value) == Token::kArrow;
}

void Checker::select_statement(NodeId node) {
  const NodeId clauses = view<Select>(tree_, node).clauses;
  report_multiple_defaults(clauses);
  for (NodeId item : tree_.children(clauses)) {
    const CommClause clause = view<CommClause>(tree_, item);
    const NodeId communication = clause.communication;
    if (communication.has_value() && !tree_.is(communication, NodeKind::kSendStmt) &&
        !is_receive(communication)) {
      error(begin(communication), "select case must be send or receive (possibly with assignment)");
      continue;
    }
    open_scope();
    statement(communication);
    statement_list(clause.body);
    close_scope();
  }
}

}  // namespace escdiff::types
