// From the command line to the solver's options.
#pragma once

#include "base/result.h"
#include "cli/options.h"
#include "solver/solver.h"

namespace escdiff::cli {

// The version to imitate is --profile, else --go, else that of the `go` on PATH; a usage error for a flag
// that the solver does not know, an environment error for a version that it does not imitate.
Result<solver::Options> make_solver_options(const Options& options);

}  // namespace escdiff::cli
