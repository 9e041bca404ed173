// Lines of cells, aligned as gofmt aligns fields and declarations.
#pragma once

#include <string>
#include <vector>

namespace escdiff::syntax {

// One line; its last cell is never padded, and only that one may hold newlines.
using CellRow = std::vector<std::string>;

// The lines of `rows` with blanks between cells: a cell that is not its line's last is as wide as the widest
// of the lines around it that have such a cell too (text/tabwriter's rule), plus one blank. A line that holds
// a newline ends what is aligned with one another. Widths count characters.
std::vector<std::string> align_columns(const std::vector<CellRow>& rows);

}  // namespace escdiff::syntax
