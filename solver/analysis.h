// The passes after type checking, for one package of a program.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "solver/escape/summary.h"
#include "solver/inline/library.h"
#include "solver/kept_functions.h"
#include "solver/solver.h"
#include "solver/types/program.h"

namespace escdiff::solver {

// What is known of the packages that were analyzed before, in this run or in earlier ones.
struct Known {
  // `restored` is null when all packages are analyzed in this run.
  Known(types::Program& program, const profile::Profile& profile, const cache::RestoredPackages* restored);

  profile::Profile cheap_calls;  // the profile under -l=4
  std::shared_ptr<ir::InstanceObjects> instances;
  std::unique_ptr<KeptFunctions> kept;  // null when nothing was restored
  escape::ProgramSummaries summaries;
  inlining::Library library;                             // with inlining only
  const inlining::PackageBodies* last_bodies = nullptr;  // of the package that was added last
  std::vector<bool> has_same_flags;  // by PackageId: the options count for that package, too
};

// Lowers, inlines and analyzes a package whose imports were analyzed before: theirs are in `known`, to which
// its own are added.
Answer analyze_checked(types::Program& program, types::PackageId package, const std::string& import_path,
                       const Options& options, Known& known);

CompileErrors compile_errors(const types::Program& program, const std::vector<types::CheckError>& errors);

}  // namespace escdiff::solver
