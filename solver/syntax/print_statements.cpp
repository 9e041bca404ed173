// Statements.
#include "solver/syntax/printer.h"
#include "solver/syntax/views.h"

namespace escdiff::syntax {

bool Printer::print_statement_kind(NodeId node) {
  switch (kind(node)) {
    case NodeKind::kBlock: block(node); return true;
    case NodeKind::kEmptyStmt: return true;
    case NodeKind::kExprStmt: expression(view<ExprStmt>(tree_, node).x); return true;
    case NodeKind::kSendStmt:
      expression(view<SendStmt>(tree_, node).channel);
      end_signature(view<SendStmt>(tree_, node).channel);
      put(" <- ");
      expression(view<SendStmt>(tree_, node).value);
      return true;
    case NodeKind::kIncDec:
      expression(view<IncDec>(tree_, node).x, 2);
      put(tree_.op(node) == Token::kAdd ? Token::kInc : Token::kDec);
      return true;
    case NodeKind::kAssign: assignment(node); return true;
    case NodeKind::kGoStmt:
      put("go ");
      expression(view<GoStmt>(tree_, node).call);
      return true;
    case NodeKind::kDeferStmt:
      put("defer ");
      expression(view<DeferStmt>(tree_, node).call);
      return true;
    case NodeKind::kReturn: {
      const NodeId results = view<Return>(tree_, node).results;
      put(items(results).empty() ? "return" : "return ");
      expressions(results);
      return true;
    }
    case NodeKind::kBranch:
      put(tree_.op(node));
      if (const NodeId label = view<Branch>(tree_, node).label; label.has_value()) {
        put(" ");
        put_symbol(label);
      }
      return true;
    case NodeKind::kIf: if_statement(node); return true;
    case NodeKind::kFor: for_statement(node); return true;
    case NodeKind::kRange: range_statement(node); return true;
    case NodeKind::kSwitch: switch_statement(node); return true;
    case NodeKind::kTypeSwitch: type_switch_statement(node); return true;
    case NodeKind::kSelect:
      put("select ");
      if (items(view<Select>(tree_, node).clauses).empty())
        put("{}");
      else
        clauses(view<Select>(tree_, node).clauses);
      return true;
    case NodeKind::kCaseClause: {
      const auto [list, body] = view<CaseClause>(tree_, node);
      put(tree_.has_flag(node, kDefault) ? "default" : "case ");
      expressions(list);
      put(":");
      statement_lines(body);
      return true;
    }
    case NodeKind::kCommClause: {
      const auto [communication, body] = view<CommClause>(tree_, node);
      put(communication.has_value() ? "case " : "default");
      if (communication.has_value()) print(communication);
      put(":");
      statement_lines(body);
      return true;
    }
    case NodeKind::kLabeled: {
      const auto [label, labeled] = view<Labeled>(tree_, node);
      put_symbol(label);
      put(":");
      // Only the lines' own indentation is less: what stands inside the statement is not moved.
      new_line();
      statement(labeled);
      return true;
    }
    case NodeKind::kDeclStmt: print(view<DeclStmt>(tree_, node).declaration); return true;
    default: return false;
  }
}

void Printer::statement(NodeId node) {
  // An empty statement is there only because of its semicolon.
  if (kind(node) == NodeKind::kEmptyStmt)
    put(";");
  else
    print(node);
}

void Printer::block(NodeId node) {
  put("{");
  statement_lines(view<Block>(tree_, node).statements);
  new_line();
  put("}");
}

// Unlike other blocks, a body without statements stays on its line.
void Printer::function_body(NodeId node) {
  if (items(view<Block>(tree_, node).statements).empty()) return put("{}");
  block(node);
}

void Printer::statement_lines(NodeId list) {
  ++indent_;
  for (const NodeId node : items(list)) {
    // Labels stand one tab to the left.
    const bool label = kind(node) == NodeKind::kLabeled;
    indent_ -= label;
    new_line();
    indent_ += label;
    statement(node);
  }
  --indent_;
}

void Printer::assignment(NodeId node) {
  const auto [left, right] = view<Assign>(tree_, node);
  const Token op = tree_.op(node);
  const int depth = items(left).size() > 1 && items(right).size() > 1 ? 2 : 1;
  expressions(left, depth);
  put(" ");
  put(op);
  if (op != Token::kAssign && op != Token::kDefine) put("=");
  put(" ");
  expressions(right, depth);
}

void Printer::header_clauses(NodeId init, NodeId condition) {
  if (init.has_value()) {
    print(init);
    put("; ");
  }
  if (condition.has_value()) {
    expression(condition);
    put(" ");
  }
}

// else-if chains are as deep as they are long, so they are walked in a loop.
void Printer::if_statement(NodeId node) {
  for (;;) {
    const If branch = view<If>(tree_, node);
    put("if ");
    header_clauses(branch.init, branch.condition);
    block(branch.then);
    if (!branch.otherwise.has_value()) return;
    put(" else ");
    if (kind(branch.otherwise) != NodeKind::kIf) return print(branch.otherwise);
    node = branch.otherwise;
  }
}

void Printer::for_statement(NodeId node) {
  const For loop = view<For>(tree_, node);
  put("for ");
  if (!loop.init.has_value() && !loop.post.has_value()) {
    header_clauses(NodeId(), loop.condition);
  } else {
    if (loop.init.has_value()) print(loop.init);
    put("; ");
    if (loop.condition.has_value()) expression(loop.condition);
    put("; ");
    if (loop.post.has_value()) {
      print(loop.post);
      put(" ");
    }
  }
  block(loop.body);
}

void Printer::range_statement(NodeId node) {
  const Range loop = view<Range>(tree_, node);
  put("for ");
  if (loop.key.has_value()) {
    expression(loop.key);
    if (loop.value.has_value()) {
      put(", ");
      expression(loop.value);
    }
    put(" ");
    put(tree_.op(node));
    put(" ");
  }
  put("range ");
  expression(loop.x);
  put(" ");
  block(loop.body);
}

void Printer::switch_statement(NodeId node) {
  const Switch choice = view<Switch>(tree_, node);
  put("switch ");
  header_clauses(choice.init, choice.tag);
  clauses(choice.clauses);
}

void Printer::type_switch_statement(NodeId node) {
  const TypeSwitch choice = view<TypeSwitch>(tree_, node);
  put("switch ");
  header_clauses(choice.init, NodeId());
  if (choice.binding.has_value()) {
    put_symbol(choice.binding);
    put(" := ");
  }
  expression(choice.x);
  put(".(type) ");
  clauses(choice.clauses);
}

void Printer::clauses(NodeId list) {
  put("{");
  for (const NodeId clause : items(list)) {
    new_line();
    print(clause);
  }
  new_line();
  put("}");
}

}  // namespace escdiff::syntax
