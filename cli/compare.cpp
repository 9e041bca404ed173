// `escdiff compare`: solver and compiler on the same input.
#include "comparator/difference.h"

#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/input.h"
#include "cli/interrupt.h"
#include "cli/report_error.h"
#include "cli/solver_options.h"
#include "cli/terminal.h"
#include "comparator/compiler_side.h"
#include "comparator/solver_side.h"
#include "oracle/build.h"

namespace escdiff::cli {

namespace {

void print_difference(const comparator::Difference& difference) {
  fmt::print("{}: {}\n", coloured(comparator::class_text(difference.kind), Colour::kBold),
             comparator::class_meaning(difference.kind));
  if (!difference.detail.empty()) fmt::print("  {}\n", difference.detail);
  if (difference.left)
    fmt::print("  {} {}\n", coloured("solver:  ", Colour::kRed), diagnostic::to_line(*difference.left));
  if (difference.right)
    fmt::print("  {} {}\n", coloured("compiler:", Colour::kGreen), diagnostic::to_line(*difference.right));
}

}  // namespace

int run_compare(const Options& options) {
  auto solver_options = make_solver_options(options);
  if (!solver_options) return report_error(solver_options.error());
  auto toolchain = oracle::resolve(options.go, oracle::standard_places());
  if (!toolchain) return report_error(toolchain.error());
  auto files = read_go_files(options.arguments);
  if (!files) return report_error(files.error());
  Interrupt interrupt;
  oracle::BuildRequest request{.flags = options.gcflags, .arguments = options.arguments, .folder = {}};
  auto answer = oracle::go_build(*toolchain, request, interrupt.token());
  if (!answer) return report_error(answer.error());
  comparator::Verdict compiler = comparator::to_verdict(*answer);
  comparator::Verdict solver =
      comparator::to_verdict(solver::analyze(kLooseFilesPath, *files, *solver_options));
  std::vector<comparator::Difference> differences = comparator::compare(solver, compiler);
  for (const comparator::Difference& difference : differences) print_difference(difference);
  if (!differences.empty()) return 1;
  if (compiler.status != comparator::Verdict::Status::kDoesNotCompile) return 0;
  // Both refuse the input: that is agreement, but not what somebody who compares wants to hear silently.
  for (const diagnostic::Message& message : compiler.report.messages)
    fmt::print(stderr, "{}\n", diagnostic::to_line(message));
  return 1;
}

}  // namespace escdiff::cli
