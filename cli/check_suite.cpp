// `escdiff check --suite`: the solver's front end by the tests of Go's own.
#include <fmt/core.h>

#include <filesystem>

#include "cli/commands.h"
#include "cli/report_error.h"
#include "conformance/known_failures.h"
#include "conformance/suite.h"

namespace escdiff::cli {

namespace {

Result<std::vector<conformance::KnownFailure>> known_failures(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored)) return conformance::read_known_failures(path);
  fmt::print(stderr, "escdiff: no file {} here: no failure is known\n", path);
  return std::vector<conformance::KnownFailure>();
}

// The failures with what is wrong and how to run each again.
void print_failures(const std::vector<conformance::TestResult>& results, const Options& options) {
  for (const conformance::TestResult& result : results) {
    if (result.passed()) continue;
    fmt::print("FAIL {}\n", result.name);
    for (const std::string& problem : result.problems) fmt::print("  {}\n", problem);
    fmt::print("  rerun: escdiff check --suite {}{}{} {}\n", options.suite,
               options.go.empty() ? "" : " --go ", options.go, result.name);
  }
}

}  // namespace

int check_suite(const Options& options, const oracle::Toolchain& toolchain) {
  auto known = known_failures(options.known_failures);
  if (!known) return report_error(known.error());
  auto ran = conformance::run_suite(options.suite, options.arguments, toolchain, options.jobs);
  if (!ran) return report_error(ran.error());
  const std::string release = fmt::format("1.{}", toolchain.version.minor);
  const size_t settled = conformance::settle(ran->results, *known, release, options.suite);
  print_failures(ran->results, options);
  for (const auto& [why, count] : ran->left_out) fmt::print("left out: {}, {}\n", count, why);
  if (settled != 0) fmt::print("fail as {} says: {}\n", options.known_failures, settled);
  size_t passed = 0;
  for (const conformance::TestResult& result : ran->results) passed += result.passed() ? 1 : 0;
  fmt::print("{} passed, {} failed\n", passed, ran->results.size() - passed);
  return passed == ran->results.size() ? 0 : 1;
}

}  // namespace escdiff::cli
