// `escdiff analyze`: what the solver predicts.
#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/input.h"
#include "cli/output.h"
#include "cli/report_error.h"
#include "cli/solver_options.h"

namespace escdiff::cli {

namespace {

int print_errors(const solver::CompileErrors& errors) {
  for (const diagnostic::Message& message : errors.messages)
    fmt::print(stderr, "{}\n", diagnostic::to_line(message));
  return static_cast<int>(ErrorKind::kInput);
}

int print_refusal(const solver::Refusal& refusal) {
  fmt::print(stderr, "{}:{}:{}: {}\n", refusal.position.file, refusal.position.line, refusal.position.column,
             refusal.reason);
  return static_cast<int>(ErrorKind::kEnvironment);
}

}  // namespace

int run_analyze(const Options& options) {
  auto solver_options = make_solver_options(options);
  if (!solver_options) return report_error(solver_options.error());
  auto files = read_go_files(options.arguments);
  if (!files) return report_error(files.error());
  solver::Answer answer = solver::analyze(kLooseFilesPath, *files, *solver_options);
  if (auto* errors = std::get_if<solver::CompileErrors>(&answer)) return print_errors(*errors);
  if (auto* refusal = std::get_if<solver::Refusal>(&answer)) return print_refusal(*refusal);
  auto& report = std::get<diagnostic::PackageReport>(answer);
  fmt::print("{}", format_report({report}, options.format, "escdiff analyze"));
  return 0;
}

}  // namespace escdiff::cli
