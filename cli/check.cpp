// `escdiff check`: conformance cases.
#include "comparator/check.h"

#include <fmt/core.h>

#include <atomic>
#include <mutex>
#include <set>
#include <thread>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/report_error.h"
#include "cli/solve.h"
#include "cli/solver_options.h"
#include "cli/source_solver.h"
#include "comparator/archive_program.h"
#include "comparator/compiler_side.h"
#include "comparator/solver_side.h"
#include "conformance/build_tags.h"
#include "conformance/go_test_header.h"

namespace escdiff::cli {

using comparator::CaseResult;
using comparator::Verdict;

namespace {

// Asks the solver under the flags of each case.
Verdict ask_solver(const Options& options, const comparator::CasePackage& package,
                   const std::string& gcflags) {
  Options with_flags = options;
  with_flags.gcflags = gcflags.empty() ? "-m -l" : gcflags;
  auto solver_options = make_solver_options(with_flags);
  if (!solver_options) return {Verdict::Status::kRefused, {}, solver_options.error().message, {}};
  if (comparator::is_archive(package.files.front().text))
    return SourceSolver(options, *solver_options).solve(package.files.front());
  solver_options->has_assembly = package.has_assembly;
  std::vector<types::SourceFile> files;
  for (const comparator::Source& file : package.files) files.push_back({"./" + file.name, file.text});
  auto answer = solve_sources(options, *solver_options, files);
  if (!answer) return {Verdict::Status::kRefused, {}, answer.error().message, {}};
  return comparator::to_verdict(std::move(*answer));
}

std::vector<CaseResult> run_all(const std::vector<std::filesystem::path>& cases,
                                const comparator::AnswerCase& answer,
                                const comparator::CheckOptions& check_options, unsigned jobs) {
  std::vector<std::vector<CaseResult>> results(cases.size());
  std::atomic<size_t> next{0};
  auto work = [&] {
    for (size_t i; (i = next.fetch_add(1)) < cases.size();)
      results[i] = comparator::run_case(cases[i], answer, check_options);
  };
  {
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < jobs; ++i) helpers.emplace_back(work);
    work();
  }
  std::vector<CaseResult> flat;
  for (auto& group : results)
    flat.insert(flat.end(), std::make_move_iterator(group.begin()), std::make_move_iterator(group.end()));
  return flat;
}

// The failures with what is wrong and how to run each again, and what was left out; true when none failed.
bool print_results(const std::vector<CaseResult>& results) {
  size_t passed = 0, skipped = 0;
  for (const CaseResult& result : results) {
    passed += result.passed;
    if (result.passed) continue;
    if (!result.skipped.empty()) {
      ++skipped;
      fmt::print("SKIP {}: {} does not hold\n", result.name, result.skipped);
      continue;
    }
    fmt::print("FAIL {}\n", result.name);
    for (const std::string& problem : result.problems) fmt::print("  {}\n", problem);
    fmt::print("  rerun: escdiff check {}\n", result.name.substr(0, result.name.find(" (")));
  }
  if (skipped != 0) fmt::print("{} skipped\n", skipped);
  fmt::print("{} passed, {} failed\n", passed, results.size() - passed - skipped);
  return passed + skipped == results.size();
}

// The constraints of cases are those of Go's own test runner; the go command is asked when one has any.
class Constraints {
 public:
  explicit Constraints(const oracle::Toolchain& toolchain) : toolchain_(toolchain) {}

  std::string excluded_by(std::string_view text) {
    if (text.find("//go:build ") == std::string_view::npos) return {};
    std::call_once(asked_, [this] { tags_ = conformance::build_tags(toolchain_).value_or(tags_); });
    return conformance::read_go_test_header(text, tags_, toolchain_.version.minor).excluded_by;
  }

 private:
  const oracle::Toolchain& toolchain_;
  std::once_flag asked_;
  std::set<std::string, std::less<>> tags_;
};

}  // namespace

int run_check(const Options& options) {
  auto toolchain =
      oracle::resolve(options.profile.empty() ? options.go : options.profile, oracle::standard_places());
  if (!toolchain) return report_error(toolchain.error());
  if (!options.suite.empty()) return check_suite(options, *toolchain);
  if (options.arguments.empty())
    return report_error({ErrorKind::kUsage, "what shall be checked? Give cases, or --suite"});
  auto cases = comparator::find_cases(options.arguments);
  if (!cases) return report_error(cases.error());
  Interrupt interrupt;
  comparator::AnswerCase answer = [&](const comparator::CasePackage& package, const std::string& gcflags) {
    if (options.against == "solver") return ask_solver(options, package, gcflags);
    if (const std::string& text = package.files.front().text; comparator::is_archive(text))
      return comparator::build_archive(*toolchain, text, gcflags, interrupt.token());
    return comparator::build_package(*toolchain, package.files, package.has_assembly, gcflags,
                                     interrupt.token());
  };
  comparator::CheckOptions check_options;
  check_options.release = toolchain->version.text();
  if (options.gcflags_given) check_options.only_flags = {options.gcflags};
  Constraints constraints(*toolchain);
  check_options.excluded_by = [&](std::string_view text) { return constraints.excluded_by(text); };
  return print_results(run_all(*cases, answer, check_options, options.jobs)) ? 0 : 1;
}

}  // namespace escdiff::cli
