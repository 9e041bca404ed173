// `escdiff compare`: solver and compiler on the same input.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "cli/commands.h"
#include "cli/input.h"
#include "cli/interrupt.h"
#include "cli/report_error.h"
#include "cli/solve.h"
#include "cli/solver_options.h"
#include "cli/terminal.h"
#include "comparator/compiler_side.h"
#include "comparator/difference.h"
#include "comparator/solver_side.h"
#include "oracle/build.h"

namespace escdiff::cli {

namespace {

using comparator::Difference;
using comparator::Verdict;

void print_difference(const Difference& difference) {
  fmt::print("{}: {}\n", coloured(comparator::class_text(difference.kind), Colour::kBold),
             comparator::class_meaning(difference.kind));
  if (!difference.detail.empty()) fmt::print("  {}\n", difference.detail);
  if (difference.left)
    fmt::print("  {} {}\n", coloured("solver:  ", Colour::kRed), diagnostic::to_line(*difference.left));
  if (difference.right)
    fmt::print("  {} {}\n", coloured("compiler:", Colour::kGreen), diagnostic::to_line(*difference.right));
}

// What is said of one package: headers count as lines where there are messages.
struct Tally {
  size_t packages = 0;
  size_t refused = 0;
  size_t expected = 0;  // lines of the compiler
  size_t missing = 0;   // of them, not the solver's
  size_t surplus = 0;   // lines of the solver that are not the compiler's
};

size_t lines_of(const Verdict& verdict) {
  const size_t messages = verdict.report.messages.size();
  return messages == 0 ? 0 : messages + 1;
}

// A package on which only one side has something to say has a header there.
void count(Tally& tally, const Verdict& solver, const Verdict& compiler,
           const std::vector<Difference>& differences) {
  ++tally.packages;
  const size_t expected = lines_of(compiler);
  tally.expected += expected;
  if (solver.status != Verdict::Status::kAnswered) {
    ++tally.refused;
    tally.missing += expected;
    return;
  }
  for (const Difference& difference : differences) {
    tally.missing += difference.right.has_value();
    tally.surplus += difference.left.has_value();
  }
  tally.missing += expected != 0 && lines_of(solver) == 0;
  tally.surplus += expected == 0 && lines_of(solver) != 0;
}

void print_tally(const Tally& tally) {
  const double all = static_cast<double>(std::max<size_t>(tally.expected, 1));
  fmt::print(stderr, "{} packages: {} of {} lines matched ({:.3f}%), {} surplus ({:.3f}%), {} refused\n",
             tally.packages, tally.expected - tally.missing, tally.expected,
             100.0 * static_cast<double>(tally.expected - tally.missing) / all, tally.surplus,
             100.0 * static_cast<double>(tally.surplus) / all, tally.refused);
}

// Both refuse the input: that is agreement, but not what somebody who compares wants to hear silently.
int both_refuse(const Verdict& compiler) {
  for (const diagnostic::Message& message : compiler.report.messages)
    fmt::print(stderr, "{}\n", diagnostic::to_line(message));
  return 1;
}

// The compiler's lines, package by package.
std::map<std::string, Verdict> by_package(const oracle::Answer& answer) {
  std::map<std::string, Verdict> verdicts;
  for (const diagnostic::PackageReport& package : answer.report) {
    std::vector<diagnostic::Message>& messages = verdicts[package.import_path].report.messages;
    messages.insert(messages.end(), package.messages.begin(), package.messages.end());
  }
  return verdicts;
}

bool lacks_only_bodies(const Verdict& compiler) {
  const std::vector<diagnostic::Message>& errors = compiler.report.messages;
  return compiler.status == Verdict::Status::kDoesNotCompile && !errors.empty() &&
         std::ranges::all_of(
             errors, [](const diagnostic::Message& error) { return error.text == "missing function body"; });
}

// `go build` takes no assembly among FILES, so their functions must have bodies there. As a package with
// assembly they need none.
int compare_with_assembly(const Options& options, const oracle::Toolchain& toolchain, std::stop_token stop) {
  auto solver_options = make_solver_options(options);
  if (!solver_options) return report_error(solver_options.error());
  solver_options->has_assembly = true;
  auto files = read_go_files(options.arguments);
  if (!files) return report_error(files.error());
  std::vector<comparator::Source> sources;
  for (types::SourceFile& file : *files) {
    const std::string name = std::filesystem::path(file.name).filename().string();
    file.name = "./" + name;
    sources.push_back({name, file.text});
  }
  auto answer = solve_sources(options, *solver_options, *files);
  if (!answer) return report_error(answer.error());
  const Verdict solver = comparator::to_verdict(std::move(*answer));
  const Verdict compiler = comparator::build_package(toolchain, sources, true, options.gcflags, stop);
  const std::vector<Difference> differences = comparator::compare(solver, compiler);
  for (const Difference& difference : differences) print_difference(difference);
  Tally tally;
  count(tally, solver, compiler, differences);
  if (!differences.empty()) print_tally(tally);
  if (!differences.empty()) return 1;
  return compiler.status == Verdict::Status::kDoesNotCompile ? both_refuse(compiler) : 0;
}

}  // namespace

int run_compare(const Options& options) {
  auto toolchain = oracle::resolve(options.go, oracle::standard_places());
  if (!toolchain) return report_error(toolchain.error());
  auto answers = solve(options);
  if (!answers) return report_error(answers.error());
  Interrupt interrupt;
  oracle::BuildRequest request{.flags = options.gcflags, .arguments = options.arguments, .folder = {}};
  auto answer = oracle::go_build(*toolchain, request, interrupt.token());
  if (!answer) return report_error(answer.error());
  const Verdict whole = comparator::to_verdict(*answer);
  if (are_files(options.arguments) && lacks_only_bodies(whole))
    return compare_with_assembly(options, *toolchain, interrupt.token());
  std::map<std::string, Verdict> compiled = by_package(*answer);
  const bool compiles = whole.status == Verdict::Status::kAnswered;
  Tally tally;
  bool agree = true;
  for (solver::PackageAnswer& package : *answers) {
    const Verdict& compiler = compiles ? compiled[package.import_path] : whole;
    const Verdict solver = comparator::to_verdict(std::move(package.answer));
    const std::vector<Difference> differences = comparator::compare(solver, compiler);
    if (!differences.empty() && answers->size() > 1) fmt::print("# {}\n", package.import_path);
    for (const Difference& difference : differences) print_difference(difference);
    agree &= differences.empty();
    count(tally, solver, compiler, differences);
    if (!compiles) break;
  }
  if (answers->size() > 1 || !agree) print_tally(tally);
  if (!agree) return 1;
  return whole.status == Verdict::Status::kDoesNotCompile ? both_refuse(whole) : 0;
}

}  // namespace escdiff::cli
