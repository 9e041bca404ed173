// The parser's insides, shared by the parse_*.cpp files: one class, one file for each part of the grammar.
//
// A recursive descent with one token of lookahead. Which tokens are skipped after an error, and where an
// error is reported, follows gc (cmd/compile/internal/syntax), because its messages are what people compare.
#pragma once

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "solver/syntax/parser.h"
#include "solver/syntax/pragma.h"
#include "solver/syntax/scanner.h"

namespace escdiff::syntax {

// A set of tokens, for the places to go on after an error.
class TokenSet {
 public:
  constexpr TokenSet(std::initializer_list<Token> tokens) {
    for (const Token token : tokens) add(token);
  }
  constexpr TokenSet& add(Token token) {
    bits_[static_cast<size_t>(token) / 64] |= uint64_t{1} << static_cast<size_t>(token) % 64;
    return *this;
  }
  constexpr TokenSet& add(const TokenSet& other) {
    for (size_t i = 0; i < bits_.size(); ++i) bits_[i] |= other.bits_[i];
    return *this;
  }
  constexpr bool contains(Token token) const {
    return (bits_[static_cast<size_t>(token) / 64] >> static_cast<size_t>(token) % 64 & 1) != 0;
  }

 private:
  std::array<uint64_t, 2> bits_{};
};

class Parser final : private ScanListener {
 public:
  Parser(SourceSet& sources, FileId file, SymbolTable& symbols, Tree& tree, std::vector<SyntaxError>& errors,
         const ParseOptions& options);
  ParsedFile parse();

 private:
  // Collects the elements of a List while they are parsed.
  class Elements {
   public:
    explicit Elements(Parser& parser) : parser_(parser), mark_(parser.scratch_.size()) {}
    ~Elements() { parser_.scratch_.resize(mark_); }
    Elements(const Elements&) = delete;
    Elements& operator=(const Elements&) = delete;
    void add(NodeId node) { parser_.scratch_.push_back(node); }
    size_t size() const { return parser_.scratch_.size() - mark_; }
    bool empty() const { return size() == 0; }
    NodeId operator[](size_t i) const { return parser_.scratch_[mark_ + i]; }
    NodeId back() const { return parser_.scratch_.back(); }
    // The List of what was collected; `where` is the place of an empty one.
    NodeId finish(SourcePos where) const;

   private:
    Parser& parser_;
    size_t mark_;
  };

  // One level of nesting while it lives.
  class Nesting {
   public:
    explicit Nesting(Parser& parser) : parser_(parser) {
      if (++parser_.nesting_ > kMaxNesting) parser_.stop("nesting is too deep");
    }
    ~Nesting() { --parser_.nesting_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

   private:
    Parser& parser_;
  };

  // An expression level that a composite literal's brace may (deep >= 0) or may not (header: -1) open.
  class ExpressionLevel {
   public:
    explicit ExpressionLevel(Parser& parser) : ExpressionLevel(parser, parser.expression_level_ + 1) {}
    ExpressionLevel(Parser& parser, int level) : parser_(parser), outer_(parser.expression_level_) {
      parser_.expression_level_ = level;
    }
    ~ExpressionLevel() { parser_.expression_level_ = outer_; }
    ExpressionLevel(const ExpressionLevel&) = delete;
    ExpressionLevel& operator=(const ExpressionLevel&) = delete;

   private:
    Parser& parser_;
    int outer_;
  };

  // A parameter as it was read: in `(a, b int)` only b has a type, in `(int, string)` both are names at
  // first.
  struct RawParameter {
    NodeId name;
    NodeId type;
    SourcePos begin;
    SourcePos end;
  };
  struct ParameterStyle {
    Token close = Token::kRightParen;
    bool type_parameters = false;  // names are required, constraints allowed
    bool variadic = false;         // the last one may be ...T
  };

  // A simple statement before it is known what it is part of.
  struct Simple {
    enum class Form { kNone, kExpression, kStatement, kRange, kGuard };
    Form form = Form::kNone;
    NodeId node;     // the expression, the statement, or the guard x.(type)
    NodeId binding;  // kGuard: x of `x := y.(type)`
    NodeId key, value, range_operand;
    Token op = Token::kNone;
    SourcePos pos;  // kRange: `range`
    SourcePos begin;
  };
  enum class SimplePlace { kStatement, kFor, kSwitch };
  struct Header {
    NodeId init, condition, post;
    Simple subject;  // the range clause or type switch guard, if it is one
  };

  // ScanListener
  void on_error(uint32_t offset, std::string text) override;
  void on_directive(uint32_t begin, uint32_t end) override;

  // Tokens.
  void next();
  bool at(Token token) const { return token_ == token; }
  bool accept(Token token) {
    if (token_ != token) return false;
    next();
    return true;
  }
  void expect(Token token);
  bool accept_assign();
  SourcePos here() const { return SourcePos{base_ + scanner_.begin()}; }
  SourcePos position(uint32_t offset) const { return SourcePos{base_ + offset}; }
  void skip_to(TokenSet follow);
  void skip_token();
  void stop(std::string_view reason);

  // Errors.
  void error_at(SourcePos pos, std::string text);
  void syntax_error(std::string_view text) { syntax_error_at(here(), text); }
  void syntax_error_at(SourcePos pos, std::string_view text);
  std::string current_token_text() const;

  // Nodes.
  NodeId add_node(const Node& node, std::span<const NodeId> children, SourcePos begin, SourcePos end);
  NodeId add_leaf(const Node& leaf, Symbol symbol, SourcePos end);
  NodeId make(NodeKind kind, SourcePos pos, SourcePos begin, std::initializer_list<NodeId> children,
              Token op = Token::kNone, uint8_t flags = 0);
  NodeId make_ending(NodeKind kind, SourcePos pos, SourcePos begin, SourcePos end,
                     std::initializer_list<NodeId> children, Token op = Token::kNone, uint8_t flags = 0);
  NodeId empty_list(SourcePos where);
  NodeId list_of(NodeId element);
  NodeId bad_expression();
  NodeId blank_name(SourcePos pos);
  bool is(NodeId node, NodeKind kind) const { return tree_.is(node, kind); }
  NodeId unparen(NodeId node) const;

  // { element separator } close; `element` returns whether it must be the last one. The closing token's
  // position.
  template <class Element>
  SourcePos delimited(std::string_view context, Token separator, Token close, Element&& element);
  void report_missing_separator(std::string_view context, Token separator, Token close);

  // Directives (parse_directives.cpp).
  void line_directive(uint32_t begin, uint32_t end);
  void report_directive(SourcePos pos, std::string text);
  void go_directive(uint32_t begin, std::string_view text);
  void pragma_directive(SourcePos pos, std::string_view verb);
  bool is_alone_on_line(uint32_t offset) const;
  void reject_pragmas();
  PendingPragmas take_pragmas() { return std::exchange(pragmas_, {}); }
  void report_misplaced(const PendingPragmas& pragmas, uint32_t allowed, bool embeds_allowed);

  // Files and declarations (parse_file.cpp, parse_declarations.cpp).
  NodeId parse_package();
  NodeId parse_top_level();
  void mark_linknames(NodeId declarations);
  NodeId parse_general_declaration(Token keyword);
  NodeId parse_spec(Token keyword);
  NodeId parse_import_spec();
  NodeId parse_const_spec();
  NodeId parse_type_spec();
  NodeId parse_type_spec_after_bracket(NodeId name, SourcePos begin);
  NodeId finish_type_spec(NodeId name, NodeId type_parameters, SourcePos begin);
  NodeId finish_array_type_spec(NodeId name, NodeId type, SourcePos begin);
  NodeId parse_var_spec();
  NodeId parse_function();
  NodeId parse_function_body();
  NodeId parse_receiver();

  // Types (parse_types.cpp, parse_interface.cpp, parse_parameters.cpp).
  NodeId parse_type();
  NodeId parse_type_if_any();
  NodeId parse_array_type(SourcePos begin, NodeId length);
  NodeId parse_slice_type(SourcePos begin);
  NodeId parse_array_or_type_arguments(NodeId name);
  NodeId parse_channel_type(Token direction, SourcePos begin);
  NodeId parse_map_type();
  NodeId parse_struct_type();
  NodeId parse_field();
  NodeId parse_named_field(SourcePos begin);
  NodeId parse_star_field(SourcePos begin);
  NodeId parse_parenthesized_field(SourcePos begin);
  NodeId finish_field(SourcePos begin, NodeId names, NodeId type, bool embedded);
  NodeId parse_interface_type();
  NodeId parse_interface_element();
  NodeId parse_bracketed_element(NodeId name);
  NodeId finish_method(NodeId name, SourcePos begin);
  NodeId parse_union(NodeId first);
  NodeId parse_term();
  NodeId parse_qualified_name(NodeId name);
  NodeId parse_instance(NodeId generic);
  // Elements of `x[...]`; the first one may be an expression. True: there was a comma.
  bool parse_type_arguments(Elements& arguments, bool types_only);
  NodeId parse_function_type(SourcePos begin, std::string_view no_type_parameters, NodeId* type_parameters);
  NodeId parse_results();
  NodeId parse_parameter_list(ParameterStyle style, NodeId name, NodeId type, SourcePos where);
  // Reads into parameters_ from `mark` on; returns the closing token's position.
  SourcePos read_parameters(ParameterStyle style, NodeId name, NodeId type);
  bool read_parameter(ParameterStyle style, NodeId name);
  bool read_named_parameter(ParameterStyle style, RawParameter& parameter);
  void distribute_types(size_t mark, ParameterStyle style, SourcePos close);
  void report_incomplete_parameters(size_t mark, ParameterStyle style, SourcePos close, SourcePos where,
                                    size_t named, size_t typed);
  void check_variadic(size_t mark, ParameterStyle style);
  NodeId group_parameters(size_t mark, SourcePos where);

  // Expressions (parse_expressions.cpp, parse_operands.cpp).
  NodeId parse_expression() { return parse_binary(NodeId(), 0); }
  NodeId parse_binary(NodeId left, int above);
  NodeId parse_unary();
  NodeId parse_receive_or_channel();
  NodeId reassociate_channel(NodeId channel, SourcePos begin);
  NodeId parse_primary(NodeId operand);
  NodeId parse_operand();
  NodeId parse_function_operand();
  NodeId parse_after_dot(NodeId x, SourcePos begin);
  NodeId parse_index_or_slice(NodeId x, SourcePos begin);
  NodeId parse_slice_rest(NodeId x, NodeId low, SourcePos begin, SourcePos pos);
  NodeId parse_call(NodeId function, SourcePos begin);
  bool may_be_literal_type(NodeId type) const;
  bool is_value(NodeId x) const;
  NodeId parse_literal_value(NodeId type, SourcePos begin);
  NodeId parse_element();
  NodeId parse_element_value();
  void parse_expression_list(Elements& elements);
  NodeId parse_expression_list();
  NodeId parse_name();
  NodeId parse_basic_literal();
  void parse_name_list(Elements& names);
  // Splits `name constraint` out of an expression that was read as an array length: P *T, P (T), P *T | U.
  std::pair<NodeId, NodeId> split_constraint(NodeId x, bool force);

  // Statements (parse_statements.cpp, parse_control.cpp).
  NodeId parse_block(std::string_view context);
  NodeId parse_statement_list();
  NodeId parse_statement();
  NodeId parse_keyword_statement();
  NodeId parse_labeled(NodeId label);
  NodeId parse_call_statement();
  NodeId parse_branch();
  NodeId parse_return();
  Simple parse_simple(SimplePlace place);
  Simple parse_simple_after(Elements& left, SimplePlace place);
  Simple parse_assignment(Elements& left, SimplePlace place);
  Simple parse_range_clause(const Elements* left, Token op, SourcePos begin);
  NodeId statement_of(const Simple& simple);
  Header parse_header(Token keyword);
  void parse_header_rest(Token keyword, Simple init, Header& header);
  Simple parse_for_clauses(Header& header);
  NodeId condition_of(const Simple& simple);
  NodeId parse_if();
  NodeId parse_for();
  NodeId parse_switch();
  NodeId parse_select();
  NodeId parse_case_clause();
  NodeId parse_communication_clause();
  template <class Clause>
  NodeId parse_clauses(std::string_view what, Clause&& clause);

  SourceSet& sources_;
  FileId file_;
  std::string_view text_;
  uint32_t base_;
  SymbolTable& symbols_;
  Tree& tree_;
  std::vector<SyntaxError>& errors_;
  ParseOptions options_;
  ParsedFile result_;

  Token token_ = Token::kNone;
  SourcePos previous_end_;  // behind the last token that was taken
  bool stopped_ = false;
  bool failed_ = false;  // an error was reported
  int error_count_ = 0;
  bool before_package_ = true;
  int nesting_ = 0;
  int function_nesting_ = 0;
  int expression_level_ = 0;  // < 0: in a statement's header, where `{` opens the block
  std::string directive_file_;
  PendingPragmas pragmas_;
  std::vector<NodeId> scratch_;
  uint32_t first_node_;           // of this file
  std::vector<uint16_t> depths_;  // of this file's nodes, see kMaxDepth
  std::vector<RawParameter> parameters_;
  Scanner scanner_;
};

template <class Element>
SourcePos Parser::delimited(std::string_view context, Token separator, Token close, Element&& element) {
  bool last = false;
  while (!at(Token::kEndOfFile) && !at(close) && !last) {
    last = element();
    if (!accept(separator) && !at(close)) {
      report_missing_separator(context, separator, close);
      if (!at(close)) return here();
    }
  }
  const SourcePos closing = here();
  expect(close);
  return closing;
}

}  // namespace escdiff::syntax
