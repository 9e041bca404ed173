// The order in which gc decides about functions: callees first, recursive ones together.
#pragma once

#include <vector>

#include "solver/ir/ir.h"

namespace escdiff::inlining {

// The functions of a package in groups that mention one another, callees before callers. A literal that
// captures belongs to the group of the function around it. Inside a group, functions stand in the order in
// which a walk meets them.
std::vector<std::vector<ir::FunctionId>> bottom_up(const ir::Module& module);

}  // namespace escdiff::inlining
