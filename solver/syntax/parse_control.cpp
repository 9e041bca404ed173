// Statements with headers and clauses: if, for, switch, select.
#include "solver/syntax/parse_state.h"
#include "solver/syntax/print.h"

namespace escdiff::syntax {

// What stands between `keyword` and the block.
Parser::Header Parser::parse_header(Token keyword) {
  Header header;
  next();
  if (at(Token::kLeftBrace)) {
    if (keyword == Token::kIf) {
      syntax_error("missing condition in if statement");
      header.condition = bad_expression();
    }
    return header;
  }
  ExpressionLevel level(*this, -1);
  Simple init;
  if (!at(Token::kSemicolon)) {
    if (accept(Token::kVar)) {
      syntax_error("var declaration not allowed in " + std::string(spelling(keyword)) + " initializer");
    }
    const auto place = keyword == Token::kFor      ? SimplePlace::kFor
                       : keyword == Token::kSwitch ? SimplePlace::kSwitch
                                                   : SimplePlace::kStatement;
    init = parse_simple(place);
  }
  if (init.form == Simple::Form::kRange) {
    header.subject = init;
  } else if (at(Token::kLeftBrace)) {
    header.subject = init;
    header.condition = condition_of(init);
  } else {
    parse_header_rest(keyword, init, header);
  }
  return header;
}

// Behind the first simple statement, which is the initializer.
void Parser::parse_header_rest(Token keyword, Simple init, Header& header) {
  header.init = statement_of(init);
  const SourcePos semicolon = here();
  const bool has_semicolon = at(Token::kSemicolon);
  const std::string semicolon_text = has_semicolon ? current_token_text() : "";
  if (has_semicolon) {
    next();
  } else {
    expect(Token::kLeftBrace);  // of the two that are possible, the better message
    if (!at(Token::kLeftBrace)) skip_to({Token::kLeftBrace, Token::kRightBrace});
  }
  if (keyword == Token::kFor) {
    header.subject = parse_for_clauses(header);
  } else if (!at(Token::kLeftBrace)) {
    header.subject = parse_simple(keyword == Token::kSwitch ? SimplePlace::kSwitch : SimplePlace::kStatement);
  }
  if (header.subject.form != Simple::Form::kNone) {
    header.condition = condition_of(header.subject);
  } else if (keyword == Token::kIf && has_semicolon) {
    if (semicolon_text != "semicolon") {
      syntax_error_at(semicolon, "unexpected " + semicolon_text + ", expected { after if clause");
    } else {
      syntax_error_at(semicolon, "missing condition in if statement");
    }
    header.condition = make_ending(NodeKind::kBadExpr, semicolon, semicolon, semicolon, {});
  }
}

// The condition and post statement of a for loop.
Parser::Simple Parser::parse_for_clauses(Header& header) {
  Simple condition;
  if (!at(Token::kSemicolon)) {
    if (at(Token::kLeftBrace)) {
      syntax_error("expected for loop condition");
      return condition;
    }
    condition = parse_simple(SimplePlace::kStatement);
  }
  expect(Token::kSemicolon);
  if (!at(Token::kLeftBrace)) {
    header.post = statement_of(parse_simple(SimplePlace::kStatement));
    if (is(header.post, NodeKind::kAssign) && tree_.op(header.post) == Token::kDefine) {
      syntax_error_at(tree_.pos(header.post), "cannot declare in post statement of for loop");
    }
  }
  return condition;
}

// The expression that a header's statement is; an assignment there is an error that names it.
NodeId Parser::condition_of(const Simple& simple) {
  if (simple.form != Simple::Form::kStatement) return simple.node;
  const NodeId statement = simple.node;
  std::string text;
  if (is(statement, NodeKind::kAssign) && tree_.op(statement) == Token::kAssign) {
    const auto emphasized = [&](NodeId list) {
      const std::string side = print_expression(tree_, symbols_, list);
      const std::span<const NodeId> items = tree_.children(list);
      return items.size() == 1 && is(items[0], NodeKind::kBinary) ? "(" + side + ")" : side;
    };
    text =
        "assignment " + emphasized(tree_.child(statement, 0)) + " = " + emphasized(tree_.child(statement, 1));
  } else {
    text = print_expression(tree_, symbols_, statement);
  }
  syntax_error_at(tree_.pos(statement), "cannot use " + text + " as value");
  return NodeId();
}

NodeId Parser::parse_if() {
  Nesting nesting(*this);
  const SourcePos begin = here();
  Header header = parse_header(Token::kIf);
  if (!header.condition.has_value()) header.condition = bad_expression();
  const NodeId then = parse_block("if clause");
  NodeId otherwise;
  if (accept(Token::kElse)) {
    if (at(Token::kIf)) {
      otherwise = parse_if();
    } else if (at(Token::kLeftBrace)) {
      otherwise = parse_block("");
    } else {
      syntax_error("else must be followed by if or statement block");
      skip_to({Token::kName, Token::kRightBrace});
    }
  }
  return make(NodeKind::kIf, begin, begin, {header.init, header.condition, then, otherwise});
}

NodeId Parser::parse_for() {
  const SourcePos begin = here();
  const Header header = parse_header(Token::kFor);
  const NodeId body = parse_block("for clause");
  const Simple& clause = header.subject;
  if (clause.form == Simple::Form::kRange) {
    return make(NodeKind::kRange, clause.pos, begin, {clause.key, clause.value, clause.range_operand, body},
                clause.op);
  }
  return make(NodeKind::kFor, begin, begin, {header.init, header.condition, header.post, body});
}

template <class Clause>
NodeId Parser::parse_clauses(std::string_view what, Clause&& clause) {
  if (!accept(Token::kLeftBrace)) {
    syntax_error("missing { after " + std::string(what) + " clause");
    skip_to({Token::kCase, Token::kDefault, Token::kRightBrace});
  }
  const SourcePos where = previous_end_;
  Elements clauses(*this);
  while (!at(Token::kEndOfFile) && !at(Token::kRightBrace)) clauses.add(clause());
  const NodeId list = clauses.finish(where);
  expect(Token::kRightBrace);
  return list;
}

NodeId Parser::parse_switch() {
  Nesting nesting(*this);
  const SourcePos begin = here();
  const Header header = parse_header(Token::kSwitch);
  const NodeId clauses = parse_clauses("switch", [&] { return parse_case_clause(); });
  const NodeId tag = header.condition;
  if (is(tag, NodeKind::kTypeAssert) && !tree_.child(tag, 1).has_value()) {
    return make(NodeKind::kTypeSwitch, tree_.pos(tag), begin,
                {header.init, header.subject.binding, tree_.child(tag, 0), clauses});
  }
  return make(NodeKind::kSwitch, begin, begin, {header.init, tag, clauses});
}

NodeId Parser::parse_select() {
  Nesting nesting(*this);
  const SourcePos begin = here();
  next();
  const NodeId clauses = parse_clauses("select", [&] { return parse_communication_clause(); });
  return make(NodeKind::kSelect, begin, begin, {clauses});
}

NodeId Parser::parse_case_clause() {
  const SourcePos begin = here();
  const uint8_t flags = at(Token::kDefault) ? kDefault : 0;
  NodeId expressions;
  if (accept(Token::kCase)) {
    expressions = parse_expression_list();
  } else {
    if (!accept(Token::kDefault)) {
      syntax_error("expected case or default or }");
      skip_to({Token::kColon, Token::kCase, Token::kDefault, Token::kRightBrace});
    }
    expressions = empty_list(previous_end_);
  }
  expect(Token::kColon);
  const NodeId body = parse_statement_list();
  return make(NodeKind::kCaseClause, begin, begin, {expressions, body}, Token::kNone, flags);
}

NodeId Parser::parse_communication_clause() {
  const SourcePos begin = here();
  NodeId communication;
  if (accept(Token::kCase)) {
    communication = statement_of(parse_simple(SimplePlace::kStatement));
  } else if (!accept(Token::kDefault)) {
    syntax_error("expected case or default or }");
    skip_to({Token::kColon, Token::kCase, Token::kDefault, Token::kRightBrace});
  }
  expect(Token::kColon);
  const NodeId body = parse_statement_list();
  return make(NodeKind::kCommClause, begin, begin, {communication, body});
}

}  // namespace escdiff::syntax
