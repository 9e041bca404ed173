// Functions that call one another, and the order in which groups of them are analyzed.
#pragma once

#include <vector>

#include "solver/escape/unit.h"

namespace escdiff::escape {

// The strongly connected groups of the call graph, callees before callers. Mentioning a function counts as
// calling it. A literal that captures variables is in the group of the function around it, if reachable code
// holds it; any other literal is a function like the declared ones.
std::vector<std::vector<ir::FunctionId>> call_groups(Unit& unit);

}  // namespace escdiff::escape
