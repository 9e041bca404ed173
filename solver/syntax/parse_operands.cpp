// Operands and what may follow them: selectors, indices, calls, literals.
#include "solver/syntax/parse_state.h"

namespace escdiff::syntax {

NodeId Parser::parse_operand() {
  const SourcePos begin = here();
  switch (token_) {
    case Token::kName: return parse_name();
    case Token::kIntLit:
    case Token::kFloatLit:
    case Token::kImagLit:
    case Token::kCharLit:
    case Token::kStringLit: return parse_basic_literal();
    case Token::kLeftParen: {
      Nesting nesting(*this);
      next();
      NodeId x;
      {
        ExpressionLevel level(*this);
        x = parse_expression();
      }
      expect(Token::kRightParen);
      return make(NodeKind::kParen, begin, begin, {x});
    }
    case Token::kFunc: return parse_function_operand();
    case Token::kLeftBracket:
    case Token::kChan:
    case Token::kMap:
    case Token::kStruct:
    case Token::kInterface: return parse_type();
    default: {
      const NodeId bad = bad_expression();
      syntax_error("expected expression");
      skip_to({Token::kRightParen, Token::kRightBracket, Token::kRightBrace});
      return bad;
    }
  }
}

// A func literal, or a func type in a conversion.
NodeId Parser::parse_function_operand() {
  const SourcePos begin = here();
  next();
  const NodeId type = parse_function_type(begin, "function type", nullptr);
  if (!at(Token::kLeftBrace)) return type;
  ExpressionLevel level(*this);
  const NodeId body = parse_function_body();
  return make(NodeKind::kFuncLit, begin, begin, {type, body});
}

// With `operand` it was read already.
NodeId Parser::parse_primary(NodeId operand) {
  NodeId x = operand.has_value() ? operand : parse_operand();
  const SourcePos begin = tree_.begin(x);
  for (;;) {
    switch (token_) {
      case Token::kDot: x = parse_after_dot(x, begin); break;
      case Token::kLeftBracket: x = parse_index_or_slice(x, begin); break;
      case Token::kLeftParen: x = parse_call(x, begin); break;
      case Token::kLeftBrace: {
        const NodeId type = unparen(x);
        if (!may_be_literal_type(type)) return x;
        if (type != x) syntax_error("cannot parenthesize type in composite literal");
        x = parse_literal_value(x, begin);
        break;
      }
      default: return x;
    }
  }
}

NodeId Parser::parse_after_dot(NodeId x, SourcePos begin) {
  const SourcePos dot = here();
  next();
  if (at(Token::kName)) {
    const NodeId name = parse_name();
    return make(NodeKind::kSelector, dot, begin, {x, name});
  }
  if (!accept(Token::kLeftParen)) {
    syntax_error("expected name or (");
    skip_to({Token::kSemicolon, Token::kRightParen});
    return x;
  }
  const NodeId type = accept(Token::kType) ? NodeId() : parse_type();
  expect(Token::kRightParen);
  return make(NodeKind::kTypeAssert, dot, begin, {x, type});
}

NodeId Parser::parse_index_or_slice(NodeId x, SourcePos begin) {
  Nesting nesting(*this);
  const SourcePos pos = here();
  next();
  NodeId low;
  if (!at(Token::kColon)) {
    Elements indices(*this);
    bool comma = false;
    if (at(Token::kRightBracket)) {
      syntax_error("expected operand");
      indices.add(bad_expression());
    } else {
      comma = parse_type_arguments(indices, false);
    }
    if (comma || at(Token::kRightBracket)) {
      const NodeId list = indices.finish(previous_end_);
      expect(Token::kRightBracket);
      return make(NodeKind::kIndex, pos, begin, {x, list});
    }
    low = indices[0];
  }
  return parse_slice_rest(x, low, begin, pos);
}

// x[low :high:max] from the colon on.
NodeId Parser::parse_slice_rest(NodeId x, NodeId low, SourcePos begin, SourcePos pos) {
  if (!accept(Token::kColon)) {
    syntax_error("expected comma, : or ]");
    skip_to({Token::kComma, Token::kColon, Token::kRightBracket});
  }
  NodeId high;
  NodeId max;
  uint8_t flags = 0;
  {
    ExpressionLevel level(*this);
    if (!at(Token::kColon) && !at(Token::kRightBracket)) high = parse_expression();
    if (at(Token::kColon)) {
      flags = kFullSlice;
      if (!high.has_value()) {
        error_at(here(), "middle index required in 3-index slice");
        high = bad_expression();
      }
      next();
      if (!at(Token::kRightBracket)) {
        max = parse_expression();
      } else {
        error_at(here(), "final index required in 3-index slice");
        max = bad_expression();
      }
    }
  }
  expect(Token::kRightBracket);
  return make(NodeKind::kSlice, pos, begin, {x, low, high, max}, Token::kNone, flags);
}

NodeId Parser::parse_call(NodeId function, SourcePos begin) {
  Nesting nesting(*this);
  const SourcePos pos = here();
  next();
  const SourcePos where = previous_end_;
  Elements arguments(*this);
  bool dots = false;
  {
    ExpressionLevel level(*this);
    delimited("argument list", Token::kComma, Token::kRightParen, [&] {
      arguments.add(parse_expression());
      dots = accept(Token::kDotDotDot);
      return dots;
    });
  }
  const NodeId list = arguments.finish(where);
  return make(NodeKind::kCall, pos, begin, {function, list}, Token::kNone, dots ? kHasDots : 0);
}

// Whether `{` behind `type` begins a literal's elements: in a statement's header a name's `{` begins the
// block.
bool Parser::may_be_literal_type(NodeId type) const {
  switch (tree_.kind(type)) {
    case NodeKind::kName:
    case NodeKind::kSelector: return expression_level_ >= 0;
    case NodeKind::kIndex: return expression_level_ >= 0 && !is_value(type);
    case NodeKind::kArrayType:
    case NodeKind::kSliceType:
    case NodeKind::kStructType:
    case NodeKind::kMapType: return true;
    default: return false;
  }
}

// `{ elements }`; without `type` inside another literal.
NodeId Parser::parse_literal_value(NodeId type, SourcePos begin) {
  Nesting nesting(*this);
  ExpressionLevel level(*this);
  const SourcePos brace = here();
  expect(Token::kLeftBrace);
  const SourcePos where = previous_end_;
  Elements elements(*this);
  uint8_t flags = 0;
  delimited("composite literal", Token::kComma, Token::kRightBrace, [&] {
    elements.add(parse_element());
    if (is(elements.back(), NodeKind::kKeyValue)) flags = kKeyed;
    return false;
  });
  const NodeId list = elements.finish(where);
  return make(NodeKind::kCompositeLit, brace, begin, {type, list}, Token::kNone, flags);
}

NodeId Parser::parse_element() {
  const NodeId x = parse_element_value();
  if (!at(Token::kColon)) return x;
  const SourcePos colon = here();
  next();
  const NodeId value = parse_element_value();
  return make(NodeKind::kKeyValue, colon, tree_.begin(x), {x, value});
}

NodeId Parser::parse_element_value() {
  return at(Token::kLeftBrace) ? parse_literal_value(NodeId(), here()) : parse_expression();
}

}  // namespace escdiff::syntax
