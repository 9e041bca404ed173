// The names of function literals, which say where they were written and where they were inlined.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "solver/ir/ir.h"

namespace escdiff::inlining {

// Numbers the literals of one function: gc counts literals, wrappers of go and defer, and bodies of range
// loops apart.
struct LiteralCounters {
  uint32_t literals = 0;
  uint32_t wrappers = 0;
  uint32_t range_bodies = 0;
};

// What the literals inside `function` have used up that are numbered by it.
LiteralCounters counted_literals(const ir::Module& module, ir::FunctionId function);

// The name of a copy of the literal called `original`, which comes to stand in `outer` (itself a literal or
// not) because the functions named `inlined`, outermost first, were inlined there.
std::string name_of_copy(std::string_view original, std::string_view outer, bool outer_is_literal,
                         const std::vector<std::string>& inlined, LiteralCounters& counters);

}  // namespace escdiff::inlining
