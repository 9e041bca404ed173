// Values of variables that are given one value for good.
#pragma once

#include "solver/ir/ir.h"

namespace escdiff::escape {

// The expression that `expression` always has the value of: conversions that change no bits are looked through, and so are
// local variables that are defined with a value, never written again and never pointed at.
ir::InstId static_value(const ir::Module& module, ir::InstId expression);

// The function that calling `callee` runs: a FunctionName, MethodExpression or Closure behind it; none otherwise.
ir::InstId static_callee(const ir::Module& module, ir::InstId callee);

}  // namespace escdiff::escape
