#include "conformance/expected_errors.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdint>
#include <memory>

#include "solver/syntax/scanner.h"
#include "solver/syntax/source.h"

namespace escdiff::conformance {

namespace {

using syntax::LineColumn;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return "";
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

// The text of a Go string literal; what is no literal stays as it is.
std::string unquoted(std::string_view literal) {
  if (literal.size() < 2 || (literal.front() != '"' && literal.front() != '`')) return std::string(literal);
  const std::string_view inner = literal.substr(1, literal.size() - 2);
  if (literal.front() == '`') return std::string(inner);
  std::string text;
  for (size_t i = 0; i < inner.size(); ++i) {
    if (inner[i] != '\\' || i + 1 == inner.size()) {
      text += inner[i];
      continue;
    }
    const char escaped = inner[++i];
    text += escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped;
  }
  return text;
}

// A comment and the tokens around it.
struct Comment {
  std::string_view text;  // without its marks
  bool to_end_of_line = false;
  LineColumn own, token_before, token_after;
};

// All comments of a file. Semicolons that newlines stand for are no tokens.
class Comments : syntax::ScanListener {
 public:
  explicit Comments(std::string_view text) : text_(text), file_(sources_.add("", std::string(text))) {
    syntax::SymbolTable symbols;
    syntax::Scanner scanner(sources_.text(file_), symbols, *this);
    uint32_t end_before = 0;
    LineColumn before;
    do {
      scanner.next();
      const uint32_t begin = std::max(scanner.begin(), end_before);
      const size_t first = all_.size();
      read(end_before, begin);
      for (size_t i = first; i < all_.size(); ++i) {
        all_[i].token_before = before;
        all_[i].token_after = at(begin);
      }
      end_before = scanner.end();
      if (end_before > begin) before = at(begin);
    } while (scanner.token() != syntax::Token::kEndOfFile);
  }

  const std::vector<Comment>& all() const { return all_; }

 private:
  LineColumn at(uint32_t offset) const { return sources_.resolve_physical(sources_.position(file_, offset)); }

  // The comments in text that holds nothing else.
  void read(uint32_t begin, uint32_t end) {
    for (size_t i = begin; (i = text_.find('/', i)) < end;) {
      const bool line = text_.substr(i).starts_with("//");
      const size_t stop = std::min(text_.find(line ? "\n" : "*/", i + 2), text_.size());
      const std::string_view inside = text_.substr(i, stop - i);
      all_.push_back({inside.size() < 2 ? "" : inside.substr(2), line, at(static_cast<uint32_t>(i)), {}, {}});
      i = line ? stop : stop + 2;
    }
  }

  void on_error(uint32_t, std::string) override {}
  void on_directive(uint32_t, uint32_t) override {}

  std::string_view text_;
  syntax::SourceSet sources_;
  syntax::FileId file_;
  std::vector<Comment> all_;
};

// Whether `expected` speaks of the place and the text of `error`.
class Matcher {
 public:
  explicit Matcher(const ExpectedError& expected) : expected_(expected) {
    if (!expected.literal) regexp_ = std::make_unique<re2::RE2>(expected.pattern, re2::RE2::Quiet);
  }

  bool matches(const FoundError& error) const {
    if (error.file != expected_.file || error.line != expected_.line) return false;
    if (expected_.column != 0 && error.column != expected_.column) return false;
    if (expected_.literal) return error.text.find(expected_.pattern) != std::string::npos;
    return regexp_->ok() && re2::RE2::PartialMatch(error.text, *regexp_);
  }

 private:
  const ExpectedError& expected_;
  std::unique_ptr<re2::RE2> regexp_;
};

}  // namespace

std::vector<ExpectedError> errors_of_types_test(const std::string& file, std::string_view text) {
  std::vector<ExpectedError> expected;
  const Comments comments(text);
  for (const Comment& comment : comments.all()) {
    for (const std::string_view mark : {" ERROR ", " ERRORx "}) {
      if (!comment.text.starts_with(mark)) continue;
      expected.push_back({file, comment.token_before.line, 0,
                          unquoted(trimmed(comment.text.substr(mark.size()))), mark == " ERROR "});
    }
  }
  return expected;
}

std::vector<ExpectedError> errors_of_syntax_test(const std::string& file, std::string_view text) {
  std::vector<ExpectedError> expected;
  constexpr std::string_view kMark = " ERROR ";
  const Comments comments(text);
  for (const Comment& comment : comments.all()) {
    if (!comment.text.starts_with(kMark)) continue;
    std::string pattern(trimmed(comment.text.substr(kMark.size())));
    const LineColumn& place = comment.to_end_of_line ? comment.own : comment.token_after;
    // Of several in front of one token only the last one counts.
    if (!comment.to_end_of_line && !expected.empty() && expected.back().line == place.line &&
        expected.back().column == place.column)
      expected.pop_back();
    expected.push_back({file, place.line, comment.to_end_of_line ? 0 : place.column, std::move(pattern)});
  }
  return expected;
}

std::vector<ExpectedError> errors_of_go_test(const std::string& file, std::string_view text) {
  static const re2::RE2 kComment("// (?:GC_)?ERROR (.*)"), kPattern("\"([^\"]*)\"");
  static const re2::RE2 kLine("LINE(?:([+-]\\d+))?");
  std::vector<ExpectedError> expected;
  uint32_t number = 0;
  while (!text.empty()) {
    ++number;
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    re2::StringPiece patterns;
    // Four slashes switch an expectation off.
    if (line.find("////") != std::string_view::npos ||
        !re2::RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), kComment, &patterns))
      continue;
    for (std::string pattern; re2::RE2::FindAndConsume(&patterns, kPattern, &pattern);) {
      // LINE, LINE-2: a position in the text of an error.
      for (std::string delta; re2::RE2::PartialMatch(pattern, kLine, &delta);) {
        const int64_t wanted = int64_t{number} + (delta.empty() ? 0 : std::stol(delta));
        re2::RE2::Replace(&pattern, kLine, fmt::format("{}:{}", file, wanted));
        delta.clear();
      }
      expected.push_back({file, number, 0, pattern});
    }
  }
  return expected;
}

std::vector<std::string> differences(const std::vector<ExpectedError>& expected,
                                     const std::vector<FoundError>& found, Matching matching) {
  std::vector<std::string> problems;
  std::vector<bool> explained(found.size());
  for (const ExpectedError& one : expected) {
    const Matcher matcher(one);
    bool met = false;
    for (size_t i = 0; i < found.size(); ++i) {
      if (explained[i] || !matcher.matches(found[i])) continue;
      explained[i] = met = true;
      if (matching == Matching::kOneEach) break;
    }
    if (!met) problems.push_back(fmt::format("{}:{}: missing: {}", one.file, one.line, one.pattern));
  }
  for (size_t i = 0; i < found.size(); ++i) {
    if (explained[i]) continue;
    problems.push_back(fmt::format("{}:{}:{}: unexpected: {}", found[i].file, found[i].line, found[i].column,
                                   found[i].text));
  }
  return problems;
}

}  // namespace escdiff::conformance
