// How values get into interfaces without an allocation: what `-d=escapedebug=1` prints.
#pragma once

#include <string_view>
#include <vector>

#include "solver/escape/analysis.h"

namespace escdiff::escape {

struct InterfaceWord {
  ir::SourcePos pos;
  std::string_view how;  // "using global for interface value"
};

// Of the conversions to interfaces that need storage for the value, those that find it elsewhere: in a
// read-only variable, among the small integers of the run time, or on the stack. Measured on Go 1.26.8.
std::vector<InterfaceWord> interface_words(types::Program& program, const ir::Module& module,
                                           const Facts& facts);

}  // namespace escdiff::escape
