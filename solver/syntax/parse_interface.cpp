// Interface types: methods, embedded types, unions.
#include "solver/syntax/parse_state.h"

namespace escdiff::syntax {

NodeId Parser::parse_interface_type() {
  const SourcePos begin = here();
  next();
  expect(Token::kLeftBrace);
  NodeId list;
  {
    const SourcePos where = previous_end_;
    Elements elements(*this);
    delimited("interface type", Token::kSemicolon, Token::kRightBrace, [&] {
      elements.add(parse_interface_element());
      return false;
    });
    list = elements.finish(where);
  }
  return make(NodeKind::kInterfaceType, begin, begin, {list});
}

NodeId Parser::parse_interface_element() {
  if (!at(Token::kName)) return parse_union(parse_term());
  const SourcePos begin = here();
  const NodeId name = parse_name();
  NodeId element;
  if (at(Token::kLeftParen)) {
    element = finish_method(name, begin);
  } else if (at(Token::kLeftBracket)) {
    element = parse_bracketed_element(name);
  } else {
    element = parse_qualified_name(name);
  }
  return is(element, NodeKind::kMethod) ? element : parse_union(element);
}

NodeId Parser::finish_method(NodeId name, SourcePos begin) {
  const NodeId type = parse_function_type(here(), "interface method", nullptr);
  return make(NodeKind::kMethod, begin, begin, {name, type});
}

// `m[`: a method with type parameters, which is an error, or an embedded instance. Both read as parameters.
NodeId Parser::parse_bracketed_element(NodeId name) {
  const SourcePos begin = tree_.begin(name);
  const SourcePos bracket = here();
  next();
  if (at(Token::kRightBracket)) {
    const SourcePos closing = here();
    next();
    const bool method = at(Token::kLeftParen);
    error_at(closing, method ? "empty type parameter list" : "empty type argument list");
    return method ? finish_method(name, begin) : name;
  }
  const size_t mark = parameters_.size();
  read_parameters({.close = Token::kRightBracket}, NodeId(), NodeId());
  const SourcePos end = previous_end_;
  const bool nothing = parameters_.size() == mark;
  const bool named = !nothing && parameters_[mark].name.has_value();
  Elements arguments(*this);
  for (size_t i = mark; i < parameters_.size(); ++i) arguments.add(parameters_[i].type);
  parameters_.resize(mark);
  if (nothing) return at(Token::kLeftParen) ? finish_method(name, begin) : name;
  if (named) {
    const NodeId method = finish_method(name, begin);
    error_at(bracket, "interface method must have no type parameters");
    return method;
  }
  return make_ending(NodeKind::kIndex, bracket, begin, end, {name, arguments.finish(bracket)});
}

NodeId Parser::parse_union(NodeId first) {
  NodeId x = first;
  for (int length = 0; at(Token::kOr); ++length) {
    if (length > kMaxChain) stop("expression is too long");
    const SourcePos bar = here();
    next();
    const NodeId term = parse_term();
    x = make(NodeKind::kBinary, bar, tree_.begin(x), {x, term}, Token::kOr);
  }
  return x;
}

NodeId Parser::parse_term() {
  if (at(Token::kTilde)) {
    const SourcePos tilde = here();
    next();
    const NodeId type = parse_type();
    return make(NodeKind::kUnary, tilde, tilde, {type}, Token::kTilde);
  }
  const NodeId type = parse_type_if_any();
  if (type.has_value()) return type;
  const NodeId bad = bad_expression();
  syntax_error("expected ~ term or type");
  TokenSet follow = {Token::kSemicolon, Token::kRightParen, Token::kRightBracket, Token::kRightBrace};
  for (auto op = Token::kAdd; op <= Token::kTilde; op = static_cast<Token>(static_cast<int>(op) + 1)) {
    if (op != Token::kMul) follow.add(op);
  }
  skip_to(follow);
  return bad;
}

}  // namespace escdiff::syntax
