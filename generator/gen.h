// Programs as RapidCheck values. (Heavy: include it only where properties are.)
#pragma once

#include <rapidcheck.h>

#include "generator/generator.h"

namespace escdiff::generator {

// Random programs, shorter ones for smaller sizes; the shrink tree is built as it is walked.
rc::Gen<Program> programs(const Policy& policy);

// The shrink tree of one program, for instance of generate().
rc::Shrinkable<Program> shrinkable(Program program, const Policy& policy);

}  // namespace escdiff::generator
