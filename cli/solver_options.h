// From the command line to the solver's options.
#pragma once

#include "base/result.h"
#include "cli/options.h"
#include "oracle/toolchain.h"
#include "solver/solver.h"

namespace escdiff::cli {

// The version to imitate is --profile, else --go, else that of the `go` on PATH; a usage error for a flag
// that the solver does not know, an environment error for a version that it does not imitate. `toolchain`:
// that of --go, when somebody has resolved it already.
Result<solver::Options> make_solver_options(const Options& options,
                                            const oracle::Toolchain* toolchain = nullptr);

}  // namespace escdiff::cli
