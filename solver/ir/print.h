// Expressions as gc prints them in messages.
#pragma once

#include <string>

#include "solver/ir/ir.h"
#include "solver/types/program.h"

namespace escdiff::ir {

// The text of an expression or statement as it stands in a message: "make([]int, 0, n)", "&T{...}", "func literal",
// "... argument", "x.f = y".
std::string print(const types::Program& program, types::PackageId package, const Module& module, InstId inst);

// A dump of a function for debugging and tests, one operation a line.
std::string dump(const types::Program& program, const Module& module, FunctionId function);

}  // namespace escdiff::ir
