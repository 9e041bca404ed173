// Errors of the front end, and which of them gc prints.
#pragma once

#include <string>
#include <vector>

#include "solver/syntax/source.h"

namespace escdiff::syntax {

// One message of the front end, in gc's words ("syntax error: unexpected newline, expected type").
struct SyntaxError {
  SourcePos pos;
  std::string text;
};

// Whether gc stops before the type checker: an error that begins "syntax error". With others (malformed
// literals, labels, misplaced directives) it checks types as well and prints both.
bool stop_type_checking(const std::vector<SyntaxError>& errors);

// What gc prints of `errors`, which come in the order in which they were found: one syntax error a line, none
// twice in a row, "too many errors" after the tenth unless `all`. Sorted by position; the file with the first
// error comes first.
std::vector<SyntaxError> select_printed(const SourceSet& sources, std::vector<SyntaxError> errors, bool all);

// The same as lines `file:line:column: text`.
std::vector<std::string> printed_errors(const SourceSet& sources, const std::vector<SyntaxError>& errors);

// "file:line:column", or "file:line" where gc prints no column.
std::string position_text(const SourceSet& sources, SourcePos pos);

}  // namespace escdiff::syntax
