// The sides that a command compares.
#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "base/result.h"
#include "cli/options.h"
#include "comparator/side.h"
#include "solver/solver.h"

namespace escdiff::cli {

// The solver as --profile, --gcflags and --wrong-rule say.
// With `tells_reached`, verdicts name the rules that programs reached.
Result<std::unique_ptr<comparator::Side>> make_solver_side(const Options& options,
                                                           bool tells_reached = false);

// The same with these options of the solver instead.
std::unique_ptr<comparator::Side> make_solver_side(const Options& options,
                                                   const solver::Options& solver_options,
                                                   bool tells_reached = false);

// The compiler of Go `version` ("": the go on PATH) under --gcflags.
Result<std::unique_ptr<comparator::Side>> make_compiler_side(const Options& options,
                                                             const std::string& version,
                                                             std::stop_token stop);

}  // namespace escdiff::cli
