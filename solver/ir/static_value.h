// Values of variables that are given one value for good.
#pragma once

#include "solver/ir/ir.h"

namespace escdiff::ir {

// The expression that `expression` always has the value of: conversions that change no bits are looked
// through, and so are local variables that are defined with a value, never written again and never pointed
// at. Needs Local::reassigned. Variables of the function `hidden`, when there is one, are not known.
InstId static_value(const Module& module, InstId expression, FunctionId hidden = FunctionId());

}  // namespace escdiff::ir
