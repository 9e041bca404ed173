// Types but parameters and interfaces.
#include "solver/syntax/parse_state.h"

namespace escdiff::syntax {

NodeId Parser::parse_type() {
  const NodeId type = parse_type_if_any();
  if (type.has_value()) return type;
  const NodeId bad = bad_expression();
  syntax_error("expected type");
  skip_to({Token::kComma, Token::kColon, Token::kSemicolon, Token::kRightParen, Token::kRightBracket,
           Token::kRightBrace});
  return bad;
}

// None when no type begins here.
NodeId Parser::parse_type_if_any() {
  Nesting nesting(*this);
  const SourcePos begin = here();
  switch (token_) {
    case Token::kMul: {
      next();
      const NodeId base = parse_type();
      return make(NodeKind::kStar, begin, begin, {base});
    }
    case Token::kArrow:
      next();
      expect(Token::kChan);
      return parse_channel_type(Token::kArrow, begin);
    case Token::kFunc: next(); return parse_function_type(begin, "function type", nullptr);
    case Token::kLeftBracket:
      next();
      if (accept(Token::kRightBracket)) return parse_slice_type(begin);
      return parse_array_type(begin, NodeId());
    case Token::kChan:
      next();
      return parse_channel_type(accept(Token::kArrow) ? Token::kSend : Token::kChan, begin);
    case Token::kMap: return parse_map_type();
    case Token::kStruct: return parse_struct_type();
    case Token::kInterface: return parse_interface_type();
    case Token::kName: return parse_qualified_name(NodeId());
    case Token::kLeftParen: {
      next();
      const NodeId type = parse_type();
      expect(Token::kRightParen);
      return make(NodeKind::kParen, begin, begin, {type});
    }
    default: return NodeId();
  }
}

// Behind `[` at `begin`; `length` is what was read of the length already.
NodeId Parser::parse_array_type(SourcePos begin, NodeId length) {
  if (!length.has_value() && at(Token::kDotDotDot)) {
    const SourcePos dots = here();
    next();
    length = make(NodeKind::kEllipsis, dots, dots, {NodeId()});
  } else if (!length.has_value()) {
    ExpressionLevel level(*this);
    length = parse_expression();
  }
  if (at(Token::kComma)) {
    syntax_error("unexpected comma; expected ]");
    next();
  }
  expect(Token::kRightBracket);
  const NodeId element = parse_type();
  return make(NodeKind::kArrayType, begin, begin, {length, element});
}

NodeId Parser::parse_slice_type(SourcePos begin) {
  const NodeId element = parse_type();
  return make(NodeKind::kSliceType, begin, begin, {element});
}

NodeId Parser::parse_channel_type(Token direction, SourcePos begin) {
  NodeId element = parse_type_if_any();
  if (!element.has_value()) {
    element = bad_expression();
    syntax_error("missing channel element type");
  }
  return make(NodeKind::kChanType, begin, begin, {element}, direction);
}

NodeId Parser::parse_map_type() {
  const SourcePos begin = here();
  next();
  expect(Token::kLeftBracket);
  const NodeId key = parse_type();
  expect(Token::kRightBracket);
  const NodeId value = parse_type();
  return make(NodeKind::kMapType, begin, begin, {key, value});
}

NodeId Parser::parse_qualified_name(NodeId name) {
  NodeId x = name;
  if (!x.has_value() && at(Token::kName)) {
    x = parse_name();
  } else if (!x.has_value()) {
    x = blank_name(here());
    syntax_error("expected name");
    skip_to({Token::kDot, Token::kSemicolon, Token::kRightBrace});
  }
  if (at(Token::kDot)) {
    const SourcePos dot = here();
    next();
    const NodeId selected = parse_name();
    x = make(NodeKind::kSelector, dot, tree_.begin(x), {x, selected});
  }
  return at(Token::kLeftBracket) ? parse_instance(x) : x;
}

NodeId Parser::parse_instance(NodeId generic) {
  const SourcePos bracket = here();
  next();
  Elements arguments(*this);
  if (at(Token::kRightBracket)) {
    syntax_error("expected type argument list");
    arguments.add(bad_expression());
  } else {
    parse_type_arguments(arguments, true);
  }
  const NodeId list = arguments.finish(bracket);
  expect(Token::kRightBracket);
  return make(NodeKind::kIndex, bracket, tree_.begin(generic), {generic, list});
}

bool Parser::parse_type_arguments(Elements& arguments, bool types_only) {
  ExpressionLevel level(*this);
  arguments.add(types_only ? parse_type() : parse_expression());
  bool comma = false;
  while (accept(Token::kComma)) {
    comma = true;
    const NodeId type = parse_type_if_any();
    if (!type.has_value()) break;
    arguments.add(type);
  }
  return comma;
}

// Behind `func` (and a name). `no_type_parameters` names what must not have any, empty: they are allowed and
// go to `type_parameters`.
NodeId Parser::parse_function_type(SourcePos begin, std::string_view no_type_parameters,
                                   NodeId* type_parameters) {
  const SourcePos pos = here();
  NodeId own_type_parameters;
  if (accept(Token::kLeftBracket)) {
    if (!no_type_parameters.empty()) {
      syntax_error_at(pos, std::string(no_type_parameters) + " must have no type parameters");
    }
    if (at(Token::kRightBracket)) {
      syntax_error("empty type parameter list");
      next();
    } else {
      const ParameterStyle style{.close = Token::kRightBracket, .type_parameters = true};
      own_type_parameters = parse_parameter_list(style, NodeId(), NodeId(), here());
    }
    if (type_parameters != nullptr) begin = here();
  }
  if (type_parameters != nullptr) {
    *type_parameters = own_type_parameters.has_value() ? own_type_parameters : empty_list(pos);
  }
  expect(Token::kLeftParen);
  const NodeId parameters = parse_parameter_list({.variadic = true}, NodeId(), NodeId(), previous_end_);
  const NodeId results = parse_results();
  return make(NodeKind::kFuncType, pos, begin, {parameters, results});
}

NodeId Parser::parse_results() {
  const SourcePos begin = here();
  if (accept(Token::kLeftParen)) return parse_parameter_list({}, NodeId(), NodeId(), previous_end_);
  const NodeId type = parse_type_if_any();
  if (!type.has_value()) return empty_list(previous_end_);
  const NodeId names = empty_list(begin);
  return list_of(make(NodeKind::kField, begin, begin, {names, type, NodeId()}));
}

NodeId Parser::parse_struct_type() {
  const SourcePos begin = here();
  next();
  expect(Token::kLeftBrace);
  NodeId fields;
  {
    const SourcePos where = previous_end_;
    Elements elements(*this);
    delimited("struct type", Token::kSemicolon, Token::kRightBrace, [&] {
      const NodeId field = parse_field();
      if (field.has_value()) elements.add(field);
      return false;
    });
    fields = elements.finish(where);
  }
  return make(NodeKind::kStructType, begin, begin, {fields});
}

NodeId Parser::parse_field() {
  const SourcePos begin = here();
  switch (token_) {
    case Token::kName: return parse_named_field(begin);
    case Token::kMul: return parse_star_field(begin);
    case Token::kLeftParen: return parse_parenthesized_field(begin);
    default:
      syntax_error("expected field name or embedded type");
      skip_to({Token::kSemicolon, Token::kRightBrace});
      return NodeId();
  }
}

NodeId Parser::parse_named_field(SourcePos begin) {
  const NodeId name = parse_name();
  if (at(Token::kDot) || is_literal(token_) || at(Token::kSemicolon) || at(Token::kRightBrace)) {
    const NodeId type = parse_qualified_name(name);
    return finish_field(begin, empty_list(begin), type, true);
  }
  Elements names(*this);
  names.add(name);
  while (accept(Token::kComma)) names.add(parse_name());
  if (names.size() > 1 || !at(Token::kLeftBracket)) {
    const NodeId list = names.finish(begin);
    const NodeId type = parse_type();
    return finish_field(begin, list, type, false);
  }
  // An embedded instance T[P] or a field T of type [P]E.
  const NodeId type = parse_array_or_type_arguments(name);
  if (is(type, NodeKind::kIndex)) return finish_field(begin, empty_list(begin), type, true);
  return finish_field(begin, names.finish(begin), type, false);
}

NodeId Parser::parse_star_field(SourcePos begin) {
  next();
  const bool parenthesized = at(Token::kLeftParen);
  if (parenthesized) {
    syntax_error("cannot parenthesize embedded type");
    next();
  }
  NodeId type = parse_qualified_name(NodeId());
  if (parenthesized) accept(Token::kRightParen);
  type = make(NodeKind::kStar, begin, begin, {type});
  return finish_field(begin, empty_list(begin), type, true);
}

NodeId Parser::parse_parenthesized_field(SourcePos begin) {
  syntax_error("cannot parenthesize embedded type");
  next();
  const SourcePos star = here();
  const bool pointer = accept(Token::kMul);
  NodeId type = parse_qualified_name(NodeId());
  if (pointer) type = make(NodeKind::kStar, star, star, {type});
  accept(Token::kRightParen);
  return finish_field(begin, empty_list(begin), type, true);
}

NodeId Parser::finish_field(SourcePos begin, NodeId names, NodeId type, bool embedded) {
  const NodeId tag = is_literal(token_) ? parse_basic_literal() : NodeId();
  return make(NodeKind::kField, begin, begin, {names, type, tag}, Token::kNone, embedded ? kEmbedded : 0);
}

// `name [` in fields and parameters: `[n]E` and `[]E` are a type behind the name (the result), `name[T1, T2]`
// is an instance (the result is an Index).
NodeId Parser::parse_array_or_type_arguments(NodeId name) {
  const SourcePos bracket = here();
  next();
  if (accept(Token::kRightBracket)) return parse_slice_type(bracket);
  Elements arguments(*this);
  const bool comma = parse_type_arguments(arguments, false);
  const NodeId length = arguments[0];
  const NodeId list = arguments.finish(bracket);
  expect(Token::kRightBracket);
  const SourcePos end = previous_end_;
  if (!comma) {
    const NodeId element = parse_type_if_any();
    if (element.has_value()) return make(NodeKind::kArrayType, bracket, bracket, {length, element});
  }
  return make_ending(NodeKind::kIndex, bracket, tree_.begin(name), end, {name, list});
}

}  // namespace escdiff::syntax
