// The value of an inlined call as an expression over its arguments.
#pragma once

#include "solver/ir/ir.h"
#include "solver/types/program.h"

namespace escdiff::ir {

// A copy of what `call`, an InlinedCall, returns, with the arguments in the place of the parameters; none
// when its body is more than one return of one value, or when arguments may not be moved there: they have
// side effects, have to be evaluated once but are used more often, or are captured.
InstId inlined_value(types::Program& program, Module& module, InstId call);

}  // namespace escdiff::ir
