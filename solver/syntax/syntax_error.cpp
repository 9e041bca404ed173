#include "solver/syntax/syntax_error.h"

#include <fmt/format.h>

#include <algorithm>

namespace escdiff::syntax {

namespace {

constexpr size_t kErrorLimit = 10;
constexpr std::string_view kSyntaxError = "syntax error";

// gc's filter while errors come in: a line has one syntax error, and other errors do not repeat at once.
std::vector<SyntaxError> filter_repeats(const SourceSet& sources, const std::vector<SyntaxError>& errors) {
  std::vector<SyntaxError> kept;
  SourcePos last_syntax;
  SyntaxError last_other;
  const auto same_line = [&](SourcePos a, SourcePos b) {
    return a.is_known() && b.is_known() && sources.same_line(a, b);
  };
  for (const SyntaxError& error : errors) {
    if (error.text.starts_with(kSyntaxError)) {
      if (same_line(last_syntax, error.pos)) continue;
      last_syntax = error.pos;
    } else {
      if (same_line(last_other.pos, error.pos) && last_other.text == error.text) continue;
      last_other = error;
    }
    kept.push_back(error);
    if (kept.size() == kErrorLimit) break;
  }
  return kept;
}

}  // namespace

std::string position_text(const SourceSet& sources, SourcePos pos) {
  const LineColumn at = sources.resolve(pos);
  if (at.column == 0) return fmt::format("{}:{}", at.file, at.line);
  return fmt::format("{}:{}:{}", at.file, at.line, at.column);
}

bool stop_type_checking(const std::vector<SyntaxError>& errors) {
  return std::any_of(errors.begin(), errors.end(),
                     [](const SyntaxError& error) { return error.text.starts_with(kSyntaxError); });
}

std::vector<std::string> printed_errors(const SourceSet& sources, const std::vector<SyntaxError>& errors) {
  std::vector<SyntaxError> kept = filter_repeats(sources, errors);
  const SourcePos last = kept.empty() ? SourcePos() : kept.back().pos;
  const bool too_many = kept.size() == kErrorLimit;
  std::stable_sort(kept.begin(), kept.end(),
                   [](const SyntaxError& a, const SyntaxError& b) { return a.pos < b.pos; });
  std::vector<std::string> lines;
  for (const SyntaxError& error : kept) {
    std::string line =
        error.pos.is_known() ? position_text(sources, error.pos) + ": " + error.text : error.text;
    if (lines.empty() || lines.back() != line) lines.push_back(std::move(line));
  }
  if (too_many) lines.push_back(position_text(sources, last) + ": too many errors");
  return lines;
}

}  // namespace escdiff::syntax
