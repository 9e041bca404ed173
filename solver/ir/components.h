// Functions that call one another, in the order in which passes work through them.
#pragma once

#include <vector>

#include "solver/ir/ir.h"

namespace escdiff::ir {

// Calls, by FunctionId of the caller.
using CallGraph = std::vector<std::vector<FunctionId>>;

// The strongly connected components of `calls`, callees before callers; inside one, functions stand in the
// order in which a walk meets them. Walks begin at the functions that may be roots, in their order; another
// one never is a component of its own but belongs to the function whose walk met it. Tarjan, Depth-first
// search and linear graph algorithms (1972).
std::vector<std::vector<FunctionId>> components(const CallGraph& calls, const std::vector<bool>& may_be_root);

}  // namespace escdiff::ir
