// The passes after type checking, for one package of a program.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "solver/escape/summary.h"
#include "solver/inline/library.h"
#include "solver/solver.h"
#include "solver/types/program.h"

namespace escdiff::solver {

// What is known of the packages that were analyzed before.
struct Known {
  escape::ProgramSummaries summaries;
  inlining::Library library;                             // with inlining only
  const inlining::PackageBodies* last_bodies = nullptr;  // of the package that was added last
  std::shared_ptr<ir::InstanceObjects> instances = std::make_shared<ir::InstanceObjects>();
};

// Lowers, inlines and analyzes a package whose imports were analyzed before: theirs are in `known`, to which
// its own are added.
Answer analyze_checked(types::Program& program, types::PackageId package, const std::string& import_path,
                       const Options& options, Known& known);

CompileErrors compile_errors(const types::Program& program, const std::vector<types::CheckError>& errors);

}  // namespace escdiff::solver
