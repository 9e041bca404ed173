// Expressions: operators, lists, and what may be an expression or a type.
#include "solver/syntax/parse_state.h"
#include "solver/syntax/print.h"
#include "solver/syntax/type_element.h"

namespace escdiff::syntax {

// Operators that bind more tightly than `above`; with `left` its first operand was read already.
NodeId Parser::parse_binary(NodeId left, int above) {
  Nesting nesting(*this);
  NodeId x = left.has_value() ? left : parse_unary();
  int binding = precedence(token_);
  for (int length = 0; binding > above; binding = precedence(token_), ++length) {
    if (length > kMaxChain) stop("expression is too long");
    const SourcePos pos = here();
    const Token op = token_;
    next();
    const NodeId y = parse_binary(NodeId(), binding);
    x = make(NodeKind::kBinary, pos, tree_.begin(x), {x, y}, op);
  }
  return x;
}

NodeId Parser::parse_unary() {
  const SourcePos begin = here();
  switch (token_) {
    case Token::kMul: {
      Nesting nesting(*this);
      next();
      const NodeId x = parse_unary();
      return make(NodeKind::kStar, begin, begin, {x});
    }
    case Token::kAdd:
    case Token::kSub:
    case Token::kNot:
    case Token::kXor:
    case Token::kTilde:
    case Token::kAnd: {
      Nesting nesting(*this);
      const Token op = token_;
      next();
      const NodeId x = parse_unary();
      return make(NodeKind::kUnary, begin, begin, {x}, op);
    }
    case Token::kArrow: return parse_receive_or_channel();
    default: return parse_primary(NodeId());
  }
}

// `<-x` or `<-chan T`: only the end of the operand tells (`<-chan int(c)` receives).
NodeId Parser::parse_receive_or_channel() {
  Nesting nesting(*this);
  const SourcePos begin = here();
  next();
  const NodeId x = parse_unary();
  if (is(x, NodeKind::kChanType)) return reassociate_channel(x, begin);
  return make(NodeKind::kUnary, begin, begin, {x}, Token::kArrow);
}

// The arrow at `begin` belongs to the channel type behind it, whose own arrow, if any, then belongs to its
// element:
// <-(chan<- chan T) is <-chan (<-chan T).
NodeId Parser::reassociate_channel(NodeId channel, SourcePos begin) {
  const Token direction = tree_.op(channel);
  const SourcePos pos = tree_.pos(channel);
  const SourcePos end = tree_.end(channel);
  NodeId element = tree_.child(channel, 0);
  if (direction == Token::kSend) element = unparen(element);
  if (direction == Token::kArrow) {
    syntax_error("unexpected <-, expected chan");
  } else if (direction == Token::kSend && is(element, NodeKind::kChanType)) {
    // The inner type takes over the arrow between the two.
    const std::string_view between =
        text_.substr(pos.offset - base_, tree_.begin(element).offset - pos.offset);
    element = reassociate_channel(element, SourcePos{pos.offset + static_cast<uint32_t>(between.find("<-"))});
  } else if (direction == Token::kSend) {
    syntax_error("unexpected " + print_expression(tree_, symbols_, element) + ", expected chan");
  }
  return make_ending(NodeKind::kChanType, pos, begin, end, {element}, Token::kArrow);
}

void Parser::parse_expression_list(Elements& elements) {
  elements.add(parse_expression());
  while (accept(Token::kComma)) elements.add(parse_expression());
}

NodeId Parser::parse_expression_list() {
  Elements elements(*this);
  parse_expression_list(elements);
  return elements.finish(previous_end_);
}

NodeId Parser::parse_name() {
  if (at(Token::kName)) {
    const NodeId name =
        add_leaf({.kind = NodeKind::kName, .pos = here()}, scanner_.symbol(), position(scanner_.end()));
    next();
    return name;
  }
  const NodeId name = blank_name(here());
  syntax_error("expected name");
  skip_token();
  return name;
}

NodeId Parser::parse_basic_literal() {
  const Node leaf{.kind = NodeKind::kBasicLit,
                  .op = token_,
                  .flags = scanner_.is_bad_literal() ? kBadLiteral : uint8_t{0},
                  .pos = here()};
  const NodeId literal = add_leaf(leaf, scanner_.symbol(), position(scanner_.end()));
  next();
  return literal;
}

void Parser::parse_name_list(Elements& names) {
  names.add(parse_name());
  while (accept(Token::kComma)) names.add(parse_name());
}

// Whether `x` can only be a value, never a type.
bool Parser::is_value(NodeId x) const {
  switch (tree_.kind(x)) {
    case NodeKind::kBasicLit:
    case NodeKind::kCompositeLit:
    case NodeKind::kFuncLit:
    case NodeKind::kSlice:
    case NodeKind::kTypeAssert:
    case NodeKind::kCall:
    case NodeKind::kUnary:
    case NodeKind::kBinary: return true;
    case NodeKind::kParen: return is_value(tree_.child(x, 0));
    case NodeKind::kIndex: {
      const std::span<const NodeId> indices = tree_.children(tree_.child(x, 1));
      return is_value(tree_.child(x, 0)) || (indices.size() == 1 && is_value(indices[0]));
    }
    default: return false;
  }
}

// (name, none) for a mere name, (name, constraint) when `x` reads as both, else (none, none). `force`: what
// could be an ordinary expression is taken for a constraint as well.
std::pair<NodeId, NodeId> Parser::split_constraint(NodeId x, bool force) {
  if (is(x, NodeKind::kName)) return {x, NodeId()};
  if (is(x, NodeKind::kBinary) && tree_.op(x) == Token::kMul) {
    const NodeId name = tree_.child(x, 0);
    const NodeId base = tree_.child(x, 1);
    if (!is(name, NodeKind::kName) || !(force || is_type_element(tree_, base))) return {};
    const SourcePos star = tree_.pos(x);
    return {name, make_ending(NodeKind::kStar, star, star, tree_.end(base), {base})};
  }
  if (is(x, NodeKind::kBinary) && tree_.op(x) == Token::kOr) {
    const NodeId last = tree_.child(x, 1);
    const auto [name, rest] = split_constraint(tree_.child(x, 0), force || is_type_element(tree_, last));
    if (!name.has_value() || !rest.has_value()) return {};
    return {name, make_ending(NodeKind::kBinary, tree_.pos(x), tree_.begin(rest), tree_.end(last),
                              {rest, last}, Token::kOr)};
  }
  if (is(x, NodeKind::kCall) && !tree_.has_flag(x, kHasDots)) {
    const NodeId name = tree_.child(x, 0);
    const std::span<const NodeId> arguments = tree_.children(tree_.child(x, 1));
    if (!is(name, NodeKind::kName) || arguments.size() != 1 ||
        !(force || is_type_element(tree_, arguments[0])))
      return {};
    const NodeId type = arguments[0];
    return {name, make_ending(NodeKind::kParen, tree_.pos(x), tree_.pos(x), tree_.end(x), {type})};
  }
  return {};
}

}  // namespace escdiff::syntax
