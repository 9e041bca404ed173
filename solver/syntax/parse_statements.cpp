// Simple statements, blocks, labels, and statements of one keyword.
#include "solver/syntax/parse_state.h"
#include "solver/syntax/walk.h"

namespace escdiff::syntax {

// `context` says what the block belongs to when its brace may be missing.
NodeId Parser::parse_block(std::string_view context) {
  Nesting nesting(*this);
  const SourcePos begin = here();
  if (!accept(Token::kLeftBrace)) {
    syntax_error("expected { after " + std::string(context));
    skip_to({Token::kName, Token::kRightBrace});
    if (accept(Token::kRightBrace)) return make(NodeKind::kBlock, begin, begin, {empty_list(begin)});
  }
  const NodeId statements = parse_statement_list();
  expect(Token::kRightBrace);
  return make(NodeKind::kBlock, begin, begin, {statements});
}

NodeId Parser::parse_statement_list() {
  const SourcePos where = previous_end_;
  Elements statements(*this);
  while (!at(Token::kEndOfFile) && !at(Token::kRightBrace) && !at(Token::kCase) && !at(Token::kDefault)) {
    const NodeId statement = parse_statement();
    reject_pragmas();
    if (!statement.has_value()) break;
    statements.add(statement);
    if (!accept(Token::kSemicolon) && !at(Token::kRightBrace)) {
      syntax_error("at end of statement");
      skip_to({Token::kSemicolon, Token::kRightBrace, Token::kCase, Token::kDefault});
      accept(Token::kSemicolon);
    }
  }
  return statements.finish(where);
}

// None when no statement begins here.
NodeId Parser::parse_statement() {
  const SourcePos begin = here();
  if (at(Token::kName)) {
    reject_pragmas();
    Elements left(*this);
    parse_expression_list(left);
    if (left.size() == 1 && is(left[0], NodeKind::kName) && at(Token::kColon)) return parse_labeled(left[0]);
    return statement_of(parse_simple_after(left, SimplePlace::kStatement));
  }
  if (at(Token::kVar) || at(Token::kConst) || at(Token::kType)) {
    const NodeId declaration = parse_general_declaration(token_);
    return make(NodeKind::kDeclStmt, begin, begin, {declaration});
  }
  reject_pragmas();
  switch (token_) {
    case Token::kLeftBrace: return parse_block("");
    case Token::kAdd:
    case Token::kSub:
    case Token::kMul:
    case Token::kAnd:
    case Token::kXor:
    case Token::kNot:
    case Token::kArrow:
    case Token::kIntLit:
    case Token::kFloatLit:
    case Token::kImagLit:
    case Token::kCharLit:
    case Token::kStringLit:
    case Token::kFunc:
    case Token::kLeftParen:
    case Token::kLeftBracket:
    case Token::kStruct:
    case Token::kMap:
    case Token::kChan:
    case Token::kInterface: return statement_of(parse_simple(SimplePlace::kStatement));
    default: return parse_keyword_statement();
  }
}

NodeId Parser::parse_keyword_statement() {
  switch (token_) {
    case Token::kFor: return parse_for();
    case Token::kSwitch: return parse_switch();
    case Token::kSelect: return parse_select();
    case Token::kIf: return parse_if();
    case Token::kBreak:
    case Token::kContinue:
    case Token::kFallthrough:
    case Token::kGoto: return parse_branch();
    case Token::kGo:
    case Token::kDefer: return parse_call_statement();
    case Token::kReturn: return parse_return();
    case Token::kSemicolon: return make_ending(NodeKind::kEmptyStmt, here(), here(), here(), {});
    default: return NodeId();
  }
}

NodeId Parser::parse_labeled(NodeId label) {
  Nesting nesting(*this);
  const SourcePos colon = here();
  next();
  NodeId statement;
  if (at(Token::kRightBrace) || at(Token::kSemicolon)) {
    reject_pragmas();
    statement = make_ending(NodeKind::kEmptyStmt, here(), previous_end_, previous_end_, {});
  } else {
    statement = parse_statement();
  }
  if (!statement.has_value()) {
    syntax_error_at(colon, "missing statement after label");
    return NodeId();
  }
  const SourcePos end = std::max(previous_end_, tree_.end(statement));
  return make_ending(NodeKind::kLabeled, colon, tree_.begin(label), end, {label, statement});
}

NodeId Parser::parse_call_statement() {
  const SourcePos begin = here();
  const Token keyword = token_;
  next();
  NodeId x = parse_primary(NodeId());
  if (const NodeId call = unparen(x); call != x) {
    error_at(tree_.pos(x), "expression in " + std::string(spelling(keyword)) + " must not be parenthesized");
    x = call;
  }
  return make(keyword == Token::kGo ? NodeKind::kGoStmt : NodeKind::kDeferStmt, begin, begin, {x});
}

NodeId Parser::parse_branch() {
  const SourcePos begin = here();
  const Token keyword = token_;
  next();
  NodeId label;
  if (keyword == Token::kGoto || (keyword != Token::kFallthrough && at(Token::kName))) label = parse_name();
  return make(NodeKind::kBranch, begin, begin, {label}, keyword);
}

NodeId Parser::parse_return() {
  const SourcePos begin = here();
  next();
  const bool bare = at(Token::kSemicolon) || at(Token::kRightBrace);
  const NodeId results = bare ? empty_list(previous_end_) : parse_expression_list();
  return make(NodeKind::kReturn, begin, begin, {results});
}

Parser::Simple Parser::parse_simple(SimplePlace place) {
  if (place == SimplePlace::kFor && at(Token::kRange))
    return parse_range_clause(nullptr, Token::kNone, here());
  Elements left(*this);
  parse_expression_list(left);
  return parse_simple_after(left, place);
}

// What follows the expressions `left` of a simple statement.
Parser::Simple Parser::parse_simple_after(Elements& left, SimplePlace place) {
  const NodeId x = left[0];
  const SourcePos pos = here();
  const SourcePos begin = tree_.begin(x);
  const auto statement = [&](NodeId node) { return Simple{.form = Simple::Form::kStatement, .node = node}; };
  if (at(Token::kAssign) || at(Token::kDefine)) return parse_assignment(left, place);
  if (left.size() > 1) {
    syntax_error("expected := or = or comma");
    skip_to({Token::kSemicolon, Token::kRightBrace});
  } else if (const Token op = operator_of_assignment(token_); op != Token::kNone) {
    next();
    const NodeId targets = left.finish(begin);
    const NodeId value = list_of(parse_expression());
    return statement(make(NodeKind::kAssign, pos, begin, {targets, value}, op));
  } else if (at(Token::kInc) || at(Token::kDec)) {
    const Token step = at(Token::kInc) ? Token::kAdd : Token::kSub;
    next();
    return statement(make(NodeKind::kIncDec, pos, begin, {x}, step));
  } else if (at(Token::kArrow)) {
    next();
    const NodeId value = parse_expression();
    return statement(make(NodeKind::kSendStmt, pos, begin, {x, value}));
  }
  return Simple{.form = Simple::Form::kExpression, .node = x};
}

Parser::Simple Parser::parse_assignment(Elements& left, SimplePlace place) {
  const SourcePos pos = here();
  const SourcePos begin = tree_.begin(left[0]);
  const Token op = token_;
  next();
  if (place == SimplePlace::kFor && at(Token::kRange)) return parse_range_clause(&left, op, begin);
  const NodeId targets = left.finish(begin);
  const NodeId values = parse_expression_list();
  const std::span<const NodeId> value = tree_.children(values);
  const bool is_guard =
      value.size() == 1 && is(value[0], NodeKind::kTypeAssert) && !tree_.child(value[0], 1).has_value();
  if (is_guard && place == SimplePlace::kSwitch && op == Token::kDefine && left.size() == 1 &&
      is(left[0], NodeKind::kName)) {
    return Simple{.form = Simple::Form::kGuard, .node = value[0], .binding = left[0]};
  }
  return Simple{.form = Simple::Form::kStatement,
                .node = make(NodeKind::kAssign, pos, begin, {targets, values}, op)};
}

// At `range`.
Parser::Simple Parser::parse_range_clause(const Elements* left, Token op, SourcePos begin) {
  Simple clause{.form = Simple::Form::kRange, .op = op, .pos = here(), .begin = begin};
  if (left != nullptr) {
    clause.key = (*left)[0];
    if (left->size() > 1) clause.value = (*left)[1];
    if (left->size() > 2) {
      result_.type_errors.push_back(
          {start_position(tree_, (*left)[2]), "range clause permits at most two iteration variables"});
    }
  }
  next();
  clause.range_operand = parse_expression();
  return clause;
}

NodeId Parser::statement_of(const Simple& simple) {
  if (simple.form != Simple::Form::kExpression && simple.form != Simple::Form::kGuard) return simple.node;
  const NodeId x = simple.node;
  return make_ending(NodeKind::kExprStmt, tree_.pos(x), tree_.begin(x), tree_.end(x), {x});
}

}  // namespace escdiff::syntax
