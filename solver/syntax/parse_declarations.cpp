// Declarations: imports, constants, types, variables, functions.
#include "solver/syntax/branches.h"
#include "solver/syntax/parse_state.h"

namespace escdiff::syntax {

NodeId Parser::parse_general_declaration(Token keyword) {
  const SourcePos begin = here();
  next();
  if (!at(Token::kLeftParen)) {
    const NodeId spec = parse_spec(keyword);
    return make_ending(NodeKind::kGenDecl, begin, begin, std::max(tree_.end(spec), previous_end_),
                       {list_of(spec)}, keyword);
  }
  reject_pragmas();  // before the parenthesis is taken: a directive behind it belongs to the first spec
  next();
  NodeId specs;
  {
    const SourcePos where = previous_end_;
    Elements elements(*this);
    delimited("grouped declaration", Token::kSemicolon, Token::kRightParen, [&] {
      elements.add(parse_spec(keyword));
      return false;
    });
    specs = elements.finish(where);
  }
  return make(NodeKind::kGenDecl, begin, begin, {specs}, keyword, kGrouped);
}

NodeId Parser::parse_spec(Token keyword) {
  switch (keyword) {
    case Token::kImport: return parse_import_spec();
    case Token::kConst: return parse_const_spec();
    case Token::kType: return parse_type_spec();
    default: return parse_var_spec();
  }
}

NodeId Parser::parse_import_spec() {
  const SourcePos begin = here();
  report_misplaced(take_pragmas(), 0, false);
  NodeId name;
  if (at(Token::kName)) {
    name = parse_name();
  } else if (at(Token::kDot)) {
    name = add_leaf({.kind = NodeKind::kName, .pos = here()}, symbols_.intern("."), position(scanner_.end()));
    next();
  }
  NodeId path;
  if (is_literal(token_)) {
    const bool wrong = !scanner_.is_bad_literal() && !at(Token::kStringLit);
    path = parse_basic_literal();
    if (wrong) syntax_error_at(tree_.pos(path), "import path must be a string");
  } else {
    path = bad_expression();
    syntax_error("missing import path");
    skip_to({Token::kSemicolon, Token::kRightParen});
  }
  return make_ending(NodeKind::kImportSpec, begin, begin, std::max(begin, tree_.end(path)), {name, path});
}

NodeId Parser::parse_const_spec() {
  const SourcePos begin = here();
  report_misplaced(take_pragmas(), 0, false);
  Elements names(*this);
  parse_name_list(names);
  const NodeId name_list = names.finish(begin);
  NodeId type;
  NodeId values;
  if (!at(Token::kEndOfFile) && !at(Token::kSemicolon) && !at(Token::kRightParen)) {
    type = parse_type_if_any();
    if (accept_assign()) values = parse_expression_list();
  }
  if (!values.has_value()) values = empty_list(previous_end_);
  return make(NodeKind::kConstSpec, begin, begin, {name_list, type, values});
}

NodeId Parser::parse_var_spec() {
  const SourcePos begin = here();
  PendingPragmas pragmas = take_pragmas();
  report_misplaced(pragmas, 0, true);
  Elements names(*this);
  parse_name_list(names);
  const NodeId name_list = names.finish(begin);
  NodeId type;
  NodeId values;
  if (accept_assign()) {
    values = parse_expression_list();
  } else {
    type = parse_type();
    if (accept_assign()) values = parse_expression_list();
  }
  if (!values.has_value()) values = empty_list(previous_end_);
  const NodeId spec = make(NodeKind::kVarSpec, begin, begin, {name_list, type, values});
  for (PendingPragmas::Patterns& embed : pragmas.embeds) {
    result_.embeds.push_back({embed.pos, spec, std::move(embed.patterns)});
  }
  return spec;
}

NodeId Parser::parse_type_spec() {
  const SourcePos begin = here();
  const PendingPragmas pragmas = take_pragmas();
  report_misplaced(pragmas, kPragmaNotInHeap, false);
  const NodeId name = parse_name();
  NodeId spec;
  if (at(Token::kLeftBracket)) {
    spec = parse_type_spec_after_bracket(name, begin);
  } else {
    spec = finish_type_spec(name, NodeId(), begin);
  }
  if (pragmas.bits != 0) tree_.set_pragmas(spec, static_cast<uint16_t>(pragmas.bits));
  return spec;
}

// `type T [`: an array or slice type, or type parameters. What follows is read as an array length; when that
// turns out to be a name and a constraint (`P *T`, `P interface{...}`, `P,`) it begins the type parameters
// instead.
NodeId Parser::parse_type_spec_after_bracket(NodeId name, SourcePos begin) {
  const SourcePos bracket = here();
  next();
  if (accept(Token::kRightBracket)) return finish_array_type_spec(name, parse_slice_type(bracket), begin);
  if (!at(Token::kName)) return finish_array_type_spec(name, parse_array_type(bracket, NodeId()), begin);

  NodeId x = parse_name();
  // An index is never constant: a second `[` can only begin a constraint (`P []E`).
  if (!at(Token::kLeftBracket)) {
    ExpressionLevel level(*this);
    x = parse_binary(parse_primary(x), 0);
  }
  const auto [parameter, constraint] = split_constraint(x, at(Token::kComma));
  if (parameter.has_value() && (constraint.has_value() || !at(Token::kRightBracket))) {
    const ParameterStyle style{.close = Token::kRightBracket, .type_parameters = true};
    const NodeId type_parameters = parse_parameter_list(style, parameter, constraint, tree_.begin(parameter));
    return finish_type_spec(name, type_parameters, begin);
  }
  return finish_array_type_spec(name, parse_array_type(bracket, x), begin);
}

NodeId Parser::finish_array_type_spec(NodeId name, NodeId type, SourcePos begin) {
  return make(NodeKind::kTypeSpec, begin, begin, {name, empty_list(tree_.end(name)), type});
}

NodeId Parser::finish_type_spec(NodeId name, NodeId type_parameters, SourcePos begin) {
  if (!type_parameters.has_value()) type_parameters = empty_list(tree_.end(name));
  const uint8_t flags = accept_assign() ? kAlias : 0;
  NodeId type = parse_type_if_any();
  if (!type.has_value()) {
    type = bad_expression();
    syntax_error("in type declaration");
    skip_to({Token::kSemicolon, Token::kRightParen});
  }
  return make(NodeKind::kTypeSpec, begin, begin, {name, type_parameters, type}, Token::kNone, flags);
}

NodeId Parser::parse_function() {
  const SourcePos begin = here();
  next();
  const SourcePos pos = here();
  const PendingPragmas pragmas = take_pragmas();
  report_misplaced(pragmas, kFunctionPragmas, false);

  const bool is_method = at(Token::kLeftParen);
  const NodeId receiver = is_method ? parse_receiver() : empty_list(pos);
  NodeId name;
  NodeId type_parameters;
  NodeId type;
  if (at(Token::kName)) {
    name = parse_name();
    const bool generic = !is_method || options_.generic_methods;
    type = parse_function_type(here(), generic ? "" : "method", &type_parameters);
  } else {
    name = blank_name(here());
    const NodeId nothing = empty_list(here());
    type_parameters = nothing;
    type = make_ending(NodeKind::kFuncType, here(), here(), here(), {nothing, nothing});
    syntax_error(is_method ? "expected name" : "expected name or (");
    skip_to({Token::kLeftBrace, Token::kSemicolon});
  }
  NodeId body;
  if (at(Token::kLeftBrace)) body = parse_function_body();
  const NodeId function =
      make(NodeKind::kFuncDecl, pos, begin, {receiver, name, type_parameters, type, body});
  if (pragmas.bits != 0) tree_.set_pragmas(function, static_cast<uint16_t>(pragmas.bits));
  return function;
}

NodeId Parser::parse_receiver() {
  next();
  const NodeId receivers = parse_parameter_list({}, NodeId(), NodeId(), previous_end_);
  size_t count = 0;
  for (const NodeId field : tree_.children(receivers)) {
    count += std::max<size_t>(1, tree_.children(tree_.child(field, 0)).size());
  }
  if (count == 0) error_at(here(), "method has no receiver");
  if (count > 1) error_at(here(), "method has multiple receivers");
  return tree_.children(receivers).size() > 1 ? list_of(tree_.child(receivers, 0)) : receivers;
}

NodeId Parser::parse_function_body() {
  Nesting nesting(*this);
  ++function_nesting_;
  const int errors_before = error_count_;
  const NodeId body = parse_block("");
  --function_nesting_;
  // With a syntax error in it, complaints about labels would mislead.
  if (error_count_ == errors_before && !stopped_)
    check_branches(sources_, tree_, symbols_, body, options_.branch_words, errors_);
  return body;
}

void Parser::mark_linknames(NodeId declarations) {
  bool imports_unsafe = false;
  for (const NodeId declaration : tree_.children(declarations)) {
    if (tree_.op(declaration) != Token::kImport) continue;
    for (const NodeId spec : tree_.children(tree_.child(declaration, 0))) {
      const NodeId path = tree_.child(spec, 1);
      imports_unsafe |= is(path, NodeKind::kBasicLit) && symbols_.text(tree_.symbol(path)) == "\"unsafe\"";
    }
  }
  for (const Linkname& linkname : result_.linknames) {
    if (!imports_unsafe) {
      result_.late_errors.push_back(
          {linkname.pos, "//go:linkname only allowed in Go files that import \"unsafe\""});
    }
    for (const NodeId declaration : tree_.children(declarations)) {
      if (!is(declaration, NodeKind::kFuncDecl) || !tree_.children(tree_.child(declaration, 0)).empty())
        continue;
      if (symbols_.text(tree_.symbol(tree_.child(declaration, 1))) != linkname.local) continue;
      tree_.set_pragmas(declaration, tree_.pragmas(declaration) | kPragmaLinkname);
    }
  }
}

}  // namespace escdiff::syntax
