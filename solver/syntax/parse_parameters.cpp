// Parameter lists: values, results, receivers, type parameters.
//
// `(a, b int)` and `(int, string)` differ only at their ends, so entries are read as (name?, type?) first;
// then either all of them get a name or none has one.
#include "solver/syntax/parse_state.h"
#include "solver/syntax/walk.h"

namespace escdiff::syntax {

// The List of Field behind an opening parenthesis or bracket at `where`. With `name`, and maybe `type`, the
// first entry was read already.
NodeId Parser::parse_parameter_list(ParameterStyle style, NodeId name, NodeId type, SourcePos where) {
  const size_t mark = parameters_.size();
  read_parameters(style, name, type);
  const NodeId fields = group_parameters(mark, where);
  parameters_.resize(mark);
  return fields;
}

SourcePos Parser::read_parameters(ParameterStyle style, NodeId name, NodeId type) {
  const size_t mark = parameters_.size();
  if (name.has_value() && type.has_value()) {
    // A complete first entry; what may follow is a comma or the end.
    parameters_.push_back({name, type, tree_.begin(name), tree_.end(type)});
    name = NodeId();
    if (!at(style.close) && !accept(Token::kComma)) {
      report_missing_separator("parameter list", Token::kComma, style.close);
    }
  }
  const SourcePos close = delimited("parameter list", Token::kComma, style.close, [&] {
    read_parameter(style, std::exchange(name, NodeId()));
    return false;
  });
  distribute_types(mark, style, close);
  check_variadic(mark, style);
  return close;
}

// False: there was none, an error was reported.
bool Parser::read_parameter(ParameterStyle style, NodeId name) {
  const SourcePos begin = name.has_value() ? tree_.begin(name) : here();
  RawParameter parameter{name, NodeId(), begin, begin};
  bool complete = false;
  if (!name.has_value() && at(Token::kName)) parameter.name = parse_name();
  if (parameter.name.has_value()) complete = read_named_parameter(style, parameter);
  if (!complete && at(Token::kDotDotDot)) {
    const SourcePos dots = here();
    next();
    const NodeId element = parse_type_if_any();
    if (element.has_value()) {
      parameter.type = make(NodeKind::kEllipsis, dots, dots, {element});
    } else {
      parameter.type = bad_expression();
      syntax_error("... is missing type");
    }
  } else if (!complete && style.type_parameters && at(Token::kTilde)) {
    parameter.type = parse_union(parse_term());
  } else if (!complete) {
    parameter.type = parse_type_if_any();
    if (style.type_parameters && parameter.type.has_value()) parameter.type = parse_union(parameter.type);
  }
  if (!parameter.name.has_value() && !parameter.type.has_value()) {
    syntax_error(style.close == Token::kRightParen ? "expected )" : "expected ]");
    skip_to({Token::kComma, style.close});
    return false;
  }
  parameter.end = tree_.end(parameter.type.has_value() ? parameter.type : parameter.name);
  parameters_.push_back(parameter);
  return true;
}

// What a name alone can turn out to be: a qualified or instantiated type, the first term of a union, or the
// name of a parameter of array or slice type. True: the entry is complete.
bool Parser::read_named_parameter(ParameterStyle style, RawParameter& parameter) {
  const NodeId name = parameter.name;
  if (at(Token::kLeftBracket)) {
    parameter.type = parse_array_or_type_arguments(name);
    if (is(parameter.type, NodeKind::kIndex)) parameter.name = NodeId();
  } else if (at(Token::kDot)) {
    parameter.type = parse_qualified_name(name);
    parameter.name = NodeId();
  } else if (style.type_parameters && at(Token::kOr)) {
    parameter.type = name;
    parameter.name = NodeId();
  } else {
    return false;
  }
  if (style.type_parameters) parameter.type = parse_union(parameter.type);
  return true;
}

void Parser::distribute_types(size_t mark, ParameterStyle style, SourcePos close) {
  const std::span<RawParameter> list(parameters_.data() + mark, parameters_.size() - mark);
  size_t named = 0;
  size_t typed = 0;
  for (const RawParameter& parameter : list) {
    typed += parameter.type.has_value();
    named += parameter.type.has_value() && parameter.name.has_value();
  }
  if (named == 0 && !style.type_parameters) {
    for (RawParameter& parameter : list) {
      if (parameter.name.has_value()) parameter.type = std::exchange(parameter.name, NodeId());
    }
    return;
  }
  if (named == list.size()) return;
  NodeId type;
  SourcePos wrong;  // the leftmost entry that lacks something
  for (size_t i = list.size(); i-- > 0;) {
    RawParameter& parameter = list[i];
    if (parameter.type.has_value()) {
      type = parameter.type;
      if (parameter.name.has_value()) continue;
      wrong = start_position(tree_, unparen(type));
      parameter.name = blank_name(wrong);
    } else if (type.has_value()) {
      parameter.type = type;
    } else {
      wrong = tree_.pos(parameter.name);
      parameter.type = make_ending(NodeKind::kBadExpr, wrong, wrong, wrong, {});
    }
  }
  if (wrong.is_known()) report_incomplete_parameters(mark, style, close, wrong, named, typed);
}

void Parser::report_incomplete_parameters(size_t mark, ParameterStyle style, SourcePos close, SourcePos where,
                                          size_t named, size_t typed) {
  // When each type has a name, it is the last names that have no type.
  if (named == typed) {
    return syntax_error_at(close,
                           style.type_parameters ? "missing type constraint" : "missing parameter type");
  }
  if (!style.type_parameters) return syntax_error_at(where, "missing parameter name");
  const bool alone = parameters_.size() - mark == 1;
  syntax_error_at(
      where, alone ? "missing type parameter name or invalid array length" : "missing type parameter name");
}

void Parser::check_variadic(size_t mark, ParameterStyle style) {
  bool reported = false;
  for (size_t i = mark; i < parameters_.size(); ++i) {
    NodeId& type = parameters_[i].type;
    if (!is(type, NodeKind::kEllipsis) || (style.variadic && i + 1 == parameters_.size())) continue;
    if (!reported) {
      error_at(tree_.pos(type),
               style.variadic ? "can only use ... with final parameter" : "invalid use of ...");
    }
    reported = true;
    type = tree_.child(type, 0);
  }
}

// One Field for names that share a type.
NodeId Parser::group_parameters(size_t mark, SourcePos where) {
  Elements fields(*this);
  for (size_t i = mark; i < parameters_.size();) {
    const RawParameter first = parameters_[i];
    size_t after = i + 1;
    NodeId names;
    {
      Elements list(*this);
      if (first.name.has_value()) {
        list.add(first.name);
        for (; after < parameters_.size() && parameters_[after].type == first.type; ++after) {
          list.add(parameters_[after].name);
        }
      }
      names = list.finish(first.begin);
    }
    const SourcePos end = std::max(tree_.end(first.type), parameters_[after - 1].end);
    fields.add(make_ending(NodeKind::kField, first.begin, first.begin, end, {names, first.type, NodeId()}));
    i = after;
  }
  return fields.finish(where);
}

}  // namespace escdiff::syntax
