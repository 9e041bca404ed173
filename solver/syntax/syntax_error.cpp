#include "solver/syntax/syntax_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace escdiff::syntax {

namespace {

constexpr size_t kErrorLimit = 10;
constexpr std::string_view kSyntaxError = "syntax error";

// gc's filter while errors come in (cmd/compile/internal/base, ErrorfAt): a line has one syntax error, and
// other errors do not repeat at once. It stops at `limit`.
std::vector<SyntaxError> filter_repeats(const SourceSet& sources, std::vector<SyntaxError> errors,
                                        size_t limit) {
  std::vector<SyntaxError> kept;
  SourcePos last_syntax;
  SyntaxError last_other;
  const auto same_line = [&](SourcePos a, SourcePos b) {
    return a.is_known() && b.is_known() && sources.same_line(a, b);
  };
  for (SyntaxError& error : errors) {
    if (error.text.starts_with(kSyntaxError)) {
      if (same_line(last_syntax, error.pos)) continue;
      last_syntax = error.pos;
    } else {
      if (same_line(last_other.pos, error.pos) && last_other.text == error.text) continue;
      last_other = error;
    }
    kept.push_back(std::move(error));
    if (kept.size() == limit) break;
  }
  return kept;
}

// Files in the order of their first errors, which is how gc numbers them; errors without a position come
// first.
std::vector<uint32_t> file_order(const SourceSet& sources, const std::vector<SyntaxError>& errors) {
  std::vector<uint32_t> files;
  for (const SyntaxError& error : errors) {
    if (!error.pos.is_known()) continue;
    const uint32_t file = sources.file_of(error.pos).index;
    if (std::find(files.begin(), files.end(), file) == files.end()) files.push_back(file);
  }
  return files;
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

std::vector<SyntaxError> select_printed(const SourceSet& sources, std::vector<SyntaxError> errors, bool all) {
  std::vector<SyntaxError> kept = filter_repeats(sources, std::move(errors), all ? SIZE_MAX : kErrorLimit);
  const SourcePos last = kept.empty() ? SourcePos() : kept.back().pos;
  const bool too_many = !all && kept.size() == kErrorLimit;
  const std::vector<uint32_t> files = file_order(sources, kept);
  const auto place = [&](SourcePos pos) {
    if (!pos.is_known()) return std::pair(ptrdiff_t{-1}, pos);
    return std::pair(std::find(files.begin(), files.end(), sources.file_of(pos).index) - files.begin(), pos);
  };
  std::stable_sort(kept.begin(), kept.end(),
                   [&](const SyntaxError& a, const SyntaxError& b) { return place(a.pos) < place(b.pos); });
  const auto repeated = std::unique(kept.begin(), kept.end(), [](const SyntaxError& a, const SyntaxError& b) {
    return a.pos == b.pos && a.text == b.text;
  });
  kept.erase(repeated, kept.end());
  if (too_many) kept.push_back({last, "too many errors"});
  return kept;
}

std::vector<std::string> printed_errors(const SourceSet& sources, const std::vector<SyntaxError>& errors) {
  std::vector<std::string> lines;
  for (const SyntaxError& error : select_printed(sources, errors, false)) {
    lines.push_back(error.pos.is_known() ? position_text(sources, error.pos) + ": " + error.text
                                         : error.text);
  }
  return lines;
}

}  // namespace escdiff::syntax
