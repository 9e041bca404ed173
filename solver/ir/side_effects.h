// Whether evaluating an expression does more than give a value, as far as gc can tell for package variables.
#pragma once

#include "solver/ir/ir.h"
#include "solver/types/program.h"

namespace escdiff::ir {

// Nil, false, zero, the empty string, and literals of nothing else.
bool is_zero(const types::Program& program, const Module& module, InstId value);

// Calls, inlined ones too, operations that may panic (division by what is not constant, sizes), and all that
// changes or receives something.
bool has_side_effects(const types::Program& program, const Module& module, InstId value);

}  // namespace escdiff::ir
