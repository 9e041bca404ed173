// The solver's answers for the arguments of a command line.
#pragma once

#include <vector>

#include "base/result.h"
#include "cli/options.h"
#include "solver/solver.h"

namespace escdiff::cli {

// One answer a package that the arguments name. FILES that import nothing need no toolchain; everything else
// asks the go command of --go which files belong to the packages.
Result<std::vector<solver::PackageAnswer>> solve(const Options& options);

}  // namespace escdiff::cli
