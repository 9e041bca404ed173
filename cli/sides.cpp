#include "cli/sides.h"

#include "cli/solver_options.h"
#include "cli/source_solver.h"
#include "comparator/compiler_side.h"
#include "comparator/solver_side.h"

namespace escdiff::cli {

Result<std::unique_ptr<comparator::Side>> make_solver_side(const Options& options, bool tells_reached) {
  auto solver_options = make_solver_options(options);
  if (!solver_options) return tl::unexpected(solver_options.error());
  return make_solver_side(options, *solver_options, tells_reached);
}

std::unique_ptr<comparator::Side> make_solver_side(const Options& options,
                                                   const solver::Options& solver_options,
                                                   bool tells_reached) {
  auto importing = std::make_shared<SourceSolver>(options, solver_options, tells_reached);
  return std::make_unique<comparator::SolverSide>(
      solver_options, options.jobs,
      [importing](const comparator::Source& program) { return importing->solve(program); }, tells_reached);
}

Result<std::unique_ptr<comparator::Side>> make_compiler_side(const Options& options,
                                                             const std::string& version,
                                                             std::stop_token stop) {
  auto toolchain = oracle::resolve(version, oracle::standard_places());
  if (!toolchain) return tl::unexpected(toolchain.error());
  oracle::BatchOptions batch;
  batch.flags = options.gcflags;
  batch.jobs = options.jobs;
  batch.whole_compile = options.whole_compile;
  return std::make_unique<comparator::CompilerSide>(std::move(*toolchain), std::move(batch), std::move(stop));
}

}  // namespace escdiff::cli
