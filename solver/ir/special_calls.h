// Calls that the compiler treats in ways of its own.
#pragma once

#include "solver/ir/ir.h"
#include "solver/profile/special_functions.h"
#include "solver/types/program.h"

namespace escdiff::ir {

// How calls of this declared function or method are treated; kNone for no object.
profile::SpecialCall special_call(types::Program& program, const profile::Profile& profile,
                                  ObjectId function);

}  // namespace escdiff::ir
