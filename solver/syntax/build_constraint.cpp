#include "solver/syntax/build_constraint.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "solver/syntax/unicode.h"

namespace escdiff::syntax {

// What a constraint is made of; parts are shared, never changed.
struct BuildConstraint::Expression {
  enum class Kind { kTag, kNot, kAnd, kOr };
  Kind kind = Kind::kTag;
  std::string tag;
  std::shared_ptr<const Expression> x, y;
};

namespace {

constexpr std::string_view kGoBuild = "//go:build";
// Beyond this many operands Go refuses an expression.
constexpr int kLargestConstraint = 1000;

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\n\v\f\r";
  const size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

// What stands behind `prefix` in `line`; nothing when it goes on with other than a space.
std::optional<std::string_view> behind(std::string_view line, std::string_view prefix) {
  if (!line.starts_with(prefix)) return std::nullopt;
  const std::string_view rest = line.substr(prefix.size());
  if (!rest.empty() && rest[0] != ' ' && rest[0] != '\t') return std::nullopt;
  return trim(rest);
}

std::optional<std::string_view> go_build_text(std::string_view line) { return behind(trim(line), kGoBuild); }

std::optional<std::string_view> plus_build_text(std::string_view line) {
  line = trim(line);
  if (!line.starts_with("//")) return std::nullopt;
  return behind(trim(line.substr(2)), "+build");
}

std::string_view take_line(std::string_view& text) {
  const size_t newline = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, newline);
  text.remove_prefix(std::min(newline + 1, text.size()));
  return trim(line);
}

// The lines in front of a package clause that may hold constraints.
struct FileHeader {
  std::vector<std::string_view> go_build;
  std::vector<std::string_view> plus_build;  // only those above a blank line
};

FileHeader read_header(std::string_view text) {
  FileHeader header;
  std::vector<std::string_view> waiting;  // +build lines with no blank line below them yet
  bool only_line_comments = true;
  bool in_block_comment = false;
  while (!text.empty()) {
    std::string_view line = take_line(text);
    if (line.empty() && only_line_comments) {
      header.plus_build.insert(header.plus_build.end(), waiting.begin(), waiting.end());
      waiting.clear();
    }
    if (!line.empty() && !line.starts_with("//")) only_line_comments = false;
    if (!in_block_comment && go_build_text(line)) header.go_build.push_back(line);
    if (only_line_comments && plus_build_text(line)) waiting.push_back(line);
    while (!line.empty() && (in_block_comment || !line.starts_with("//"))) {
      if (!in_block_comment && !line.starts_with("/*")) return header;
      const size_t close = line.find("*/", in_block_comment ? 0 : 2);
      in_block_comment = close == std::string_view::npos;
      line = in_block_comment ? std::string_view() : trim(line.substr(close + 2));
    }
  }
  return header;
}

}  // namespace

// Recursive descent over `!`, `&&`, `||`, parentheses and tags.
class ConstraintParser {
 public:
  using Expression = BuildConstraint::Expression;
  using Pointer = std::shared_ptr<const Expression>;

  explicit ConstraintParser(std::string_view text) : text_(text) {}

  Result<BuildConstraint> parse() {
    next();
    Pointer root = parse_or();
    if (error_.empty() && !token_.empty()) fail("unexpected token " + std::string(token_));
    if (!error_.empty()) return failure(ErrorKind::kInput, error_);
    return BuildConstraint(std::move(root));
  }

  // A +build line: spaces are "or", commas are "and".
  static Pointer parse_plus_build(std::string_view text) {
    Pointer any;
    while (!(text = trim(text)).empty()) {
      const size_t size = std::min(text.find_first_of(" \t"), text.size());
      std::string_view clause = text.substr(0, size);
      text.remove_prefix(size);
      Pointer all;
      for (bool more = true; more;) {
        const size_t comma = clause.find(',');
        more = comma != std::string_view::npos;
        all = join(Expression::Kind::kAnd, all, plus_build_literal(clause.substr(0, comma)));
        if (more) clause.remove_prefix(comma + 1);
      }
      any = join(Expression::Kind::kOr, any, all);
    }
    return any != nullptr ? any : tag("ignore");
  }

  static BuildConstraint of_plus_build(const std::vector<std::string_view>& lines) {
    Pointer all;
    for (const std::string_view line : lines) {
      all = join(Expression::Kind::kAnd, all, parse_plus_build(*plus_build_text(line)));
    }
    return BuildConstraint(std::move(all));
  }

 private:
  static Pointer tag(std::string_view name) {
    return std::make_shared<Expression>(
        Expression{Expression::Kind::kTag, std::string(name), nullptr, nullptr});
  }
  static Pointer negate(Pointer x) {
    return std::make_shared<Expression>(Expression{Expression::Kind::kNot, "", std::move(x), nullptr});
  }
  static Pointer join(Expression::Kind kind, Pointer x, Pointer y) {
    if (x == nullptr) return y;
    return std::make_shared<Expression>(Expression{kind, "", std::move(x), std::move(y)});
  }
  static bool is_tag_character(char32_t code) {
    return is_letter(code) || is_digit(code) || code == '_' || code == '.';
  }
  static std::string_view leading_tag(std::string_view text) {
    size_t size = 0;
    while (size < text.size()) {
      const Rune rune = decode_rune(text.substr(size));
      if (!is_tag_character(rune.code)) break;
      size += rune.width;
    }
    return text.substr(0, size);
  }
  // A malformed literal holds never, as if it were the tag "ignore".
  static Pointer plus_build_literal(std::string_view literal) {
    const bool negated = literal.starts_with('!');
    if (negated) literal.remove_prefix(1);
    if (literal.empty() || leading_tag(literal).size() != literal.size()) return tag("ignore");
    return negated ? negate(tag(literal)) : tag(literal);
  }

  void fail(std::string text) {
    if (error_.empty()) error_ = std::move(text);
    token_ = {};
    text_ = {};
  }

  void next() {
    text_.remove_prefix(std::min(text_.find_first_not_of(" \t"), text_.size()));
    size_t size = leading_tag(text_).size();
    is_tag_ = size > 0;
    if (!is_tag_ && !text_.empty()) {
      const char c = text_[0];
      size = c == '&' || c == '|' ? 2 : 1;
      const bool known = c == '(' || c == ')' || c == '!' || (size == 2 && text_.size() > 1 && text_[1] == c);
      if (!known) return fail("invalid syntax at " + std::string(text_.substr(0, decode_rune(text_).width)));
    }
    token_ = text_.substr(0, size);
    text_.remove_prefix(size);
  }

  Pointer parse_or() {
    Pointer x = parse_and();
    while (token_ == "||") {
      next();
      x = join(Expression::Kind::kOr, std::move(x), parse_and());
    }
    return x;
  }

  Pointer parse_and() {
    Pointer x = parse_not();
    while (token_ == "&&") {
      next();
      x = join(Expression::Kind::kAnd, std::move(x), parse_not());
    }
    return x;
  }

  Pointer parse_not() {
    if (++size_ > kLargestConstraint) fail("build expression too large");
    if (token_ != "!") return parse_atom();
    next();
    if (token_ == "!") fail("double negation not allowed");
    return negate(parse_atom());
  }

  Pointer parse_atom() {
    if (token_ == "(") {
      next();
      ++open_;
      Pointer x = parse_or();
      if (token_ != ")") fail("missing close paren");
      --open_;
      next();
      return x;
    }
    if (!is_tag_ || token_.empty()) {
      const bool at_end = token_.empty();
      fail(!at_end ? "unexpected token " + std::string(token_)
                   : std::string(open_ > 0 ? "missing close paren" : "unexpected end of expression"));
      return tag("");
    }
    Pointer x = tag(token_);
    next();
    return x;
  }

  std::string_view text_;
  std::string_view token_;
  bool is_tag_ = false;
  int size_ = 0;
  int open_ = 0;
  std::string error_;
};

Result<BuildConstraint> BuildConstraint::parse(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  const std::optional<std::string_view> text =
      line.find('\n') == std::string_view::npos && line.starts_with(kGoBuild) ? go_build_text(line)
                                                                              : std::nullopt;
  if (!text) return failure(ErrorKind::kInput, "not a build constraint");
  return ConstraintParser(*text).parse();
}

Result<std::optional<BuildConstraint>> BuildConstraint::of_file(std::string_view text) {
  const FileHeader header = read_header(text);
  if (header.go_build.size() > 1) return failure(ErrorKind::kInput, "multiple //go:build comments");
  if (header.go_build.size() == 1) {
    auto constraint = parse(header.go_build[0]);
    if (constraint) return std::move(*constraint);
    return failure(ErrorKind::kInput, "parsing //go:build line: " + constraint.error().message);
  }
  if (header.plus_build.empty()) return std::nullopt;
  return ConstraintParser::of_plus_build(header.plus_build);
}

namespace {

// The lowest N of go1.N tags without which `x` (negated: its opposite) cannot hold; -1: none is needed.
template <class Expression>
int lowest_version(const Expression& x, bool negated) {
  using Kind = typename Expression::Kind;
  if (x.kind == Kind::kNot) return lowest_version(*x.x, !negated);
  if (x.kind == Kind::kTag) {
    if (negated) return -1;
    if (x.tag == "go1") return 0;
    int minor = -1;
    const char* end = x.tag.data() + x.tag.size();
    if (!x.tag.starts_with("go1.")) return -1;
    const auto [stop, error] = std::from_chars(x.tag.data() + 4, end, minor);
    return error == std::errc() && stop == end ? minor : -1;
  }
  const int a = lowest_version(*x.x, negated);
  const int b = lowest_version(*x.y, negated);
  return (x.kind == Kind::kAnd) != negated ? std::max(a, b) : std::min(a, b);
}

template <class Expression>
bool holds(const Expression& x, const std::function<bool(std::string_view)>& has_tag) {
  using Kind = typename Expression::Kind;
  switch (x.kind) {
    case Kind::kTag: return has_tag(x.tag);
    case Kind::kNot: return !holds(*x.x, has_tag);
    case Kind::kAnd: return holds(*x.x, has_tag) && holds(*x.y, has_tag);
    case Kind::kOr: return holds(*x.x, has_tag) || holds(*x.y, has_tag);
  }
  return false;
}

template <class Expression>
std::string spell(const Expression& x, bool in_and) {
  using Kind = typename Expression::Kind;
  switch (x.kind) {
    case Kind::kTag: return x.tag;
    case Kind::kNot: {
      const bool simple = x.x->kind == Kind::kTag || x.x->kind == Kind::kNot;
      const std::string operand = spell(*x.x, false);
      return simple ? fmt::format("!{}", operand) : fmt::format("!({})", operand);
    }
    case Kind::kAnd: return fmt::format("{} && {}", spell(*x.x, true), spell(*x.y, true));
    case Kind::kOr: break;
  }
  const std::string text = fmt::format("{} || {}", spell(*x.x, false), spell(*x.y, false));
  return in_and ? fmt::format("({})", text) : text;
}

}  // namespace

bool BuildConstraint::evaluate(const std::function<bool(std::string_view)>& has_tag) const {
  return holds(*root_, has_tag);
}

std::string BuildConstraint::go_version() const {
  const int minor = lowest_version(*root_, false);
  if (minor < 0) return "";
  return minor == 0 ? "go1" : "go1." + std::to_string(minor);
}

std::string BuildConstraint::text() const { return spell(*root_, false); }

}  // namespace escdiff::syntax
