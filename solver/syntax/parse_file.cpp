// The parser's tokens, errors and node building, and whole files.
#include <fmt/format.h>

#include "solver/syntax/parse_state.h"

namespace escdiff::syntax {

namespace {

// Keywords that begin a statement: inside a function they end what is skipped after an error.
constexpr TokenSet kStatementKeywords = {
    Token::kBreak,  Token::kConst,  Token::kContinue, Token::kDefer, Token::kFallthrough,
    Token::kFor,    Token::kGo,     Token::kGoto,     Token::kIf,    Token::kReturn,
    Token::kSelect, Token::kSwitch, Token::kType,     Token::kVar,
};

constexpr TokenSet kTopLevelKeywords = {Token::kImport, Token::kConst, Token::kType, Token::kVar,
                                        Token::kFunc};

// A token as messages name it where it was expected, or found without being a name, literal or semicolon.
std::string token_text(Token token) {
  if (token == Token::kComma) return "comma";
  if (token == Token::kSemicolon) return "semicolon or newline";
  return (is_keyword(token) ? "keyword " : "") + std::string(spelling(token));
}

}  // namespace

ParsedFile parse_file(SourceSet& sources, FileId file, SymbolTable& symbols, Tree& tree,
                      std::vector<SyntaxError>& errors, const ParseOptions& options) {
  return Parser(sources, file, symbols, tree, errors, options).parse();
}

Parser::Parser(SourceSet& sources, FileId file, SymbolTable& symbols, Tree& tree,
               std::vector<SyntaxError>& errors, const ParseOptions& options)
    : sources_(sources),
      file_(file),
      text_(sources.text(file)),
      base_(sources.position(file, 0).offset),
      symbols_(symbols),
      tree_(tree),
      errors_(errors),
      options_(options),
      directive_file_(sources.name(file)),
      first_node_(static_cast<uint32_t>(tree.size())),
      scanner_(text_, symbols, *this) {}

ParsedFile Parser::parse() {
  next();
  result_.file = parse_package();
  if (result_.file.has_value()) tree_.add_file(result_.file);
  return std::move(result_);
}

NodeId Parser::parse_package() {
  const SourcePos pos = here();
  before_package_ = false;
  if (!accept(Token::kPackage)) {
    syntax_error("package statement must be first");
    return NodeId();
  }
  report_misplaced(take_pragmas(), kPragmaGoBuild, false);
  const NodeId package = parse_name();
  expect(Token::kSemicolon);
  if (failed_) return NodeId();

  const SourcePos where = previous_end_;
  NodeId declarations;
  {
    Elements elements(*this);
    Token previous = Token::kImport;
    while (!at(Token::kEndOfFile)) {
      if (at(Token::kImport) && previous != Token::kImport) {
        syntax_error("imports must appear before other declarations");
      }
      previous = token_;
      const bool after_bodyless = !elements.empty() && is(elements.back(), NodeKind::kFuncDecl) &&
                                  !tree_.children(elements.back()).back().has_value();
      if (at(Token::kLeftBrace) && after_bodyless) {
        syntax_error("unexpected semicolon or newline before {");
        skip_to(kTopLevelKeywords);
      } else if (const NodeId declaration = parse_top_level(); declaration.has_value()) {
        elements.add(declaration);
      }
    }
    declarations = elements.finish(where);
  }
  reject_pragmas();
  mark_linknames(declarations);
  return make_ending(NodeKind::kFile, pos, position(0), position(static_cast<uint32_t>(text_.size())),
                     {package, declarations});
}

NodeId Parser::parse_top_level() {
  NodeId declaration;
  switch (token_) {
    case Token::kImport:
    case Token::kConst:
    case Token::kType:
    case Token::kVar: declaration = parse_general_declaration(token_); break;
    case Token::kFunc: declaration = parse_function(); break;
    default:
      syntax_error("non-declaration statement outside function body");
      skip_to(kTopLevelKeywords);
      return NodeId();
  }
  // Before the semicolon is taken: comments behind it belong to the next declaration.
  reject_pragmas();
  if (!at(Token::kEndOfFile) && !accept(Token::kSemicolon)) {
    syntax_error("after top level declaration");
    skip_to(kTopLevelKeywords);
  }
  return declaration;
}

// Tokens.

void Parser::next() {
  if (stopped_) return;
  if (token_ != Token::kSemicolon) previous_end_ = position(scanner_.end());
  scanner_.next();
  if (!stopped_) token_ = scanner_.token();
}

void Parser::expect(Token token) {
  if (accept(token)) return;
  syntax_error("expected " + token_text(token));
  skip_token();
}

// `=`; a `:=` in its place is an error but taken.
bool Parser::accept_assign() {
  if (at(Token::kDefine)) {
    syntax_error("expected =");
    next();
    return true;
  }
  return accept(Token::kAssign);
}

void Parser::skip_to(TokenSet follow) {
  follow.add(Token::kEndOfFile);
  if (function_nesting_ > 0) follow.add(kStatementKeywords);
  while (!follow.contains(token_)) next();
}

void Parser::skip_token() {
  if (!at(Token::kEndOfFile)) next();
}

// Gives up on the rest of the file: from here on there is only its end.
void Parser::stop(std::string_view reason) {
  if (stopped_) return;
  syntax_error(reason);
  stopped_ = true;
  token_ = Token::kEndOfFile;
}

// Errors.

void Parser::on_error(uint32_t offset, std::string text) { error_at(position(offset), std::move(text)); }

void Parser::error_at(SourcePos pos, std::string text) {
  failed_ = true;
  ++error_count_;
  errors_.push_back({pos, std::move(text)});
}

// `text` that begins with in, at, after or expected is put behind "unexpected TOKEN".
void Parser::syntax_error_at(SourcePos pos, std::string_view text) {
  if (at(Token::kEndOfFile) && failed_) return;  // a consequence of the errors before
  if (text.starts_with("in ") || text.starts_with("at ") || text.starts_with("after ")) {
    return error_at(pos, fmt::format("syntax error: unexpected {} {}", current_token_text(), text));
  }
  if (text.starts_with("expected ")) {
    return error_at(pos, fmt::format("syntax error: unexpected {}, {}", current_token_text(), text));
  }
  error_at(pos, fmt::format("syntax error: {}", text));
}

std::string Parser::current_token_text() const {
  if (at(Token::kName)) return "name " + std::string(symbols_.text(scanner_.symbol()));
  if (is_literal(token_)) return "literal " + std::string(symbols_.text(scanner_.symbol()));
  if (at(Token::kSemicolon)) {
    switch (scanner_.semicolon()) {
      case Semicolon::kWritten: return "semicolon";
      case Semicolon::kNewline: return "newline";
      case Semicolon::kEndOfFile: return "EOF";
    }
  }
  return token_text(token_);
}

void Parser::report_missing_separator(std::string_view context, Token separator, Token close) {
  syntax_error(
      fmt::format("in {}; possibly missing {} or {}", context, token_text(separator), token_text(close)));
  skip_to({Token::kRightParen, Token::kRightBracket, Token::kRightBrace});
}

// Nodes.

NodeId Parser::Elements::finish(SourcePos where) const {
  const std::span<const NodeId> elements(parser_.scratch_.data() + mark_, size());
  Node list{.kind = NodeKind::kList, .pos = where};
  if (elements.empty()) return parser_.add_node(list, {}, where, where);
  const Tree& tree = parser_.tree_;
  list.pos = tree.pos(elements.front());
  return parser_.add_node(list, elements, tree.begin(elements.front()), tree.end(elements.back()));
}

NodeId Parser::add_node(const Node& node, std::span<const NodeId> children, SourcePos begin, SourcePos end) {
  uint16_t depth = 0;
  for (const NodeId child : children) {
    if (child.has_value()) depth = std::max(depth, depths_[child.index - first_node_]);
  }
  // A chain of operators is one level: its left operands lie in a row.
  const bool chained = node.kind == NodeKind::kBinary && is(children[0], NodeKind::kBinary) &&
                       depth == depths_[children[0].index - first_node_];
  if (!chained) ++depth;
  if (depth > kMaxDepth) stop("nesting is too deep");
  depths_.push_back(depth);
  return tree_.add(node, children, begin, end);
}

NodeId Parser::add_leaf(const Node& leaf, Symbol symbol, SourcePos end) {
  depths_.push_back(1);
  return tree_.add_leaf(leaf, symbol, end);
}

NodeId Parser::make(NodeKind kind, SourcePos pos, SourcePos begin, std::initializer_list<NodeId> children,
                    Token op, uint8_t flags) {
  return make_ending(kind, pos, begin, std::max(begin, previous_end_), children, op, flags);
}

NodeId Parser::make_ending(NodeKind kind, SourcePos pos, SourcePos begin, SourcePos end,
                           std::initializer_list<NodeId> children, Token op, uint8_t flags) {
  const Node node{.kind = kind, .op = op, .flags = flags, .pos = pos};
  return add_node(node, std::span<const NodeId>(children.begin(), children.size()), begin, end);
}

NodeId Parser::empty_list(SourcePos where) { return Elements(*this).finish(where); }

NodeId Parser::list_of(NodeId element) {
  return make_ending(NodeKind::kList, tree_.pos(element), tree_.begin(element), tree_.end(element),
                     {element});
}

NodeId Parser::bad_expression() { return make_ending(NodeKind::kBadExpr, here(), here(), here(), {}); }

NodeId Parser::blank_name(SourcePos pos) {
  return add_leaf({.kind = NodeKind::kName, .pos = pos}, symbols_.intern("_"), pos);
}

NodeId Parser::unparen(NodeId node) const {
  while (is(node, NodeKind::kParen)) node = tree_.child(node, 0);
  return node;
}

}  // namespace escdiff::syntax
