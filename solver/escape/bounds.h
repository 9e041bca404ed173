// Index expressions whose type or form bounds them: gc says "index bounds check elided" where it lowers them,
// later than escape analysis but under the same flag.
#pragma once

#include <vector>

#include "solver/ir/ir.h"
#include "solver/types/program.h"

namespace escdiff::escape {

// The IndexArray, and IndexString of constants, whose index is no constant and cannot be out of range. In the
// order of functions.
std::vector<ir::InstId> elided_bounds_checks(types::Program& program, const ir::Module& module);

}  // namespace escdiff::escape
