#include "conformance/suite.h"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/peer_suites.h"

namespace escdiff::conformance {

namespace {

bool is_at_or_below(std::string_view name, std::string_view folder) {
  while (folder.ends_with('/')) folder.remove_suffix(1);
  return name.starts_with(folder) && (name.size() == folder.size() || name[folder.size()] == '/');
}

// Keeps what `names` ask for.
template <class T>
Result<void> select(std::vector<T>& tests, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const auto fits = [&](const T& test) { return is_at_or_below(test.name, name); };
    if (std::ranges::none_of(tests, fits))
      return failure(ErrorKind::kUsage, fmt::format("the suite has no test {}", name));
  }
  if (names.empty()) return {};
  std::erase_if(tests, [&](const T& test) {
    return std::ranges::none_of(names,
                                [&](const std::string& name) { return is_at_or_below(test.name, name); });
  });
  return {};
}

Result<SuiteResults> selected(Result<std::vector<TestResult>> results,
                              const std::vector<std::string>& names) {
  if (!results) return tl::unexpected(results.error());
  if (auto chosen = select(*results, names); !chosen) return tl::unexpected(chosen.error());
  return SuiteResults{std::move(*results), {}};
}

}  // namespace

const std::vector<std::string>& suite_names() {
  static const std::vector<std::string> kNames{"types", "syntax", "test", "std", "cmd"};
  return kNames;
}

Result<SuiteResults> run_suite(std::string_view suite, const std::vector<std::string>& names,
                               const oracle::Toolchain& toolchain, unsigned jobs) {
  if (suite == "syntax") return selected(run_syntax_testdata(toolchain), names);
  if (suite == "std" || suite == "cmd")
    return selected(run_packages(std::string(suite), toolchain, jobs), names);
  Result<TestCases> tests = suite == "types" ? types_testdata(toolchain) : go_tests(toolchain);
  if (!tests) return tl::unexpected(tests.error());
  if (auto chosen = select(tests->cases, names); !chosen) return tl::unexpected(chosen.error());
  auto results = run_cases(tests->cases, toolchain, jobs);
  if (!results) return tl::unexpected(results.error());
  return SuiteResults{std::move(*results), std::move(tests->left_out)};
}

}  // namespace escdiff::conformance
