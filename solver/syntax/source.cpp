#include "solver/syntax/source.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"

namespace escdiff::syntax {

namespace {

std::vector<uint32_t> find_line_starts(std::string_view text) {
  std::vector<uint32_t> starts;
  starts.reserve(text.size() / 24 + 1);
  starts.push_back(0);
  const char* begin = text.data();
  const char* end = begin + text.size();
  for (const char* p = begin; p != end;) {
    const void* newline = std::memchr(p, '\n', end - p);
    if (newline == nullptr) break;
    p = static_cast<const char*>(newline) + 1;
    starts.push_back(static_cast<uint32_t>(p - begin));
  }
  return starts;
}

// The index of the last element that is not above `value`; the first element must not be above it.
template <class Range, class Projection>
size_t last_not_above(const Range& range, uint32_t value, Projection projection) {
  auto above = std::upper_bound(range.begin(), range.end(), value,
                                [&](uint32_t v, const auto& element) { return v < projection(element); });
  return static_cast<size_t>(above - range.begin()) - 1;
}

}  // namespace

// One byte stays free between two files, so that a file's end differs from the next one's begin.
uint32_t SourceSet::next_base() const {
  return files_.empty() ? 1 : files_.back().base + files_.back().size + 1;
}

FileId SourceSet::add(std::string name, std::string text) {
  std::vector<uint32_t> line_starts = find_line_starts(text);
  const auto size = static_cast<uint32_t>(text.size());
  files_.push_back(File{std::move(name), std::move(text), size, next_base(), std::move(line_starts), {}});
  return FileId(static_cast<uint32_t>(files_.size() - 1));
}

FileId SourceSet::add_without_text(std::string name, uint32_t size) {
  files_.push_back(File{std::move(name), {}, size, next_base(), {0}, {}});
  return FileId(static_cast<uint32_t>(files_.size() - 1));
}

void SourceSet::set_lines(FileId file, std::vector<uint32_t> line_starts) {
  ESCDIFF_CHECK(!line_starts.empty() && line_starts.front() == 0, "no first line");
  files_[file.index].line_starts = std::move(line_starts);
}

FileId SourceSet::file_of(SourcePos pos) const {
  ESCDIFF_CHECK(pos.is_known() && !files_.empty(), "unknown position");
  return FileId(
      static_cast<uint32_t>(last_not_above(files_, pos.offset, [](const File& f) { return f.base; })));
}

LineColumn SourceSet::physical(const File& file, uint32_t offset) const {
  const size_t line = last_not_above(file.line_starts, offset, [](uint32_t start) { return start; });
  return LineColumn{file.name, static_cast<uint32_t>(line + 1), offset - file.line_starts[line] + 1};
}

LineColumn SourceSet::resolve_physical(SourcePos pos) const {
  const File& file = files_[file_of(pos).index];
  return physical(file, pos.offset - file.base);
}

LineColumn SourceSet::resolve(SourcePos pos) const {
  const File& file = files_[file_of(pos).index];
  const uint32_t offset = pos.offset - file.base;
  LineColumn result = physical(file, offset);
  result.column = std::min(result.column, kColumnLimit);
  if (!file.directives.empty() && file.directives.front().offset <= offset) {
    const size_t index =
        last_not_above(file.directives, offset, [](const LineDirective& d) { return d.offset; });
    const LineDirective& directive = file.directives[index];
    const LineColumn start = physical(file, directive.offset);
    const bool same_line = result.line == start.line;
    result.file = directive.file;
    result.line = directive.line + (result.line - start.line);
    if (directive.column == 0) {
      result.column = 0;
    } else if (same_line) {
      result.column = directive.column + (result.column - std::min(start.column, kColumnLimit));
    }
  }
  if (result.column >= kColumnLimit) result.column = 0;
  return result;
}

bool SourceSet::same_line(SourcePos a, SourcePos b) const {
  const FileId file_a = file_of(a);
  if (file_a != file_of(b)) return false;
  const File& file = files_[file_a.index];
  const uint32_t low = std::min(a, b).offset - file.base;
  const uint32_t high = std::max(a, b).offset - file.base;
  if (physical(file, low).line != physical(file, high).line) return false;
  return std::none_of(file.directives.begin(), file.directives.end(),
                      [&](const LineDirective& d) { return low < d.offset && d.offset <= high; });
}

void SourceSet::add_line_directive(SourcePos pos, std::string file_name, uint32_t line, uint32_t column) {
  File& file = files_[file_of(pos).index];
  const uint32_t offset = pos.offset - file.base;
  ESCDIFF_CHECK(file.directives.empty() || file.directives.back().offset <= offset,
                "directives out of order");
  file.directives.push_back(LineDirective{offset, std::move(file_name), line, column});
}

}  // namespace escdiff::syntax
