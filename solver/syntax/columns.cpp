#include "solver/syntax/columns.h"

#include <algorithm>

namespace escdiff::syntax {

namespace {

size_t width_of(const std::string& cell) {
  return static_cast<size_t>(
      std::count_if(cell.begin(), cell.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// The padded width of column `column` in each row from `begin` to `end`; 0 where all of its cells are empty.
std::vector<size_t> column_widths(const std::vector<CellRow>& rows, size_t begin, size_t end, size_t column) {
  std::vector<size_t> widths(end - begin);
  const auto has_cell = [&](size_t row) { return column + 1 < rows[row].size(); };
  for (size_t first = begin; first < end;) {
    size_t last = first;
    size_t width = 0;
    for (; last < end && has_cell(last); ++last) width = std::max(width, width_of(rows[last][column]));
    if (width > 0) std::fill(widths.begin() + (first - begin), widths.begin() + (last - begin), width + 1);
    first = std::max(last, first + 1);
  }
  return widths;
}

void align_section(const std::vector<CellRow>& rows, size_t begin, size_t end,
                   std::vector<std::string>& lines) {
  size_t columns = 0;
  for (size_t i = begin; i < end; ++i) columns = std::max(columns, rows[i].size());
  const size_t first_line = lines.size();
  lines.resize(first_line + end - begin);
  for (size_t column = 0; column < columns; ++column) {
    const std::vector<size_t> widths = column_widths(rows, begin, end, column);
    for (size_t i = begin; i < end; ++i) {
      if (column >= rows[i].size()) continue;
      std::string& line = lines[first_line + i - begin];
      line += rows[i][column];
      if (column + 1 == rows[i].size()) continue;
      line.append(std::max(widths[i - begin], width_of(rows[i][column])) - width_of(rows[i][column]), ' ');
    }
  }
}

}  // namespace

std::vector<std::string> align_columns(const std::vector<CellRow>& rows) {
  std::vector<std::string> lines;
  for (size_t begin = 0; begin < rows.size();) {
    size_t end = begin;
    while (end < rows.size() && rows[end].back().find('\n') == std::string::npos) ++end;
    end = std::min(end + 1, rows.size());
    align_section(rows, begin, end, lines);
    begin = end;
  }
  return lines;
}

}  // namespace escdiff::syntax
