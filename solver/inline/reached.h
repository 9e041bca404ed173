// Which rules of the inliner a package reached, for those who steer programs by it.
#pragma once

#include <string>
#include <vector>

#include "solver/inline/library.h"
#include "solver/ir/ir.h"

namespace escdiff::inlining {

// Adds the names, each once and in order, behind those that are there: "inline: cannot, recursive".
void add_reached(const PackageBodies& bodies, const ir::Module& inlined, std::vector<std::string>& names);

}  // namespace escdiff::inlining
