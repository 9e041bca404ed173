#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "conformance/peer_suites.h"
#include "solver/packages/load_listed.h"
#include "solver/packages/resolve.h"

namespace escdiff::conformance {

Result<std::vector<TestResult>> run_packages(const std::string& pattern, const oracle::Toolchain& toolchain,
                                             unsigned jobs) {
  const types::CheckOptions options = options_of(toolchain);
  packages::Request request{.arguments = {pattern},
                            .working_folder = (toolchain.goroot / "src").string(),
                            .language = options.language,
                            .syntax = options.parse,
                            .jobs = jobs};
  auto listed =
      packages::resolve(request.arguments, static_cast<int>(toolchain.version.minor), go_command(toolchain));
  if (!listed) return tl::unexpected(listed.error());
  auto loaded = packages::load_listed(request, *listed);
  if (!loaded) return tl::unexpected(loaded.error());
  std::set<std::string> checked;
  for (const packages::LoadedPackage& package : loaded->packages) checked.insert(package.import_path);
  std::vector<TestResult> results;
  for (const packages::FailedPackage& failed : loaded->failures) {
    results.push_back({failed.import_path, syntax::printed_errors(loaded->program.sources, failed.errors)});
    checked.insert(failed.import_path);
  }
  std::erase_if(*listed, [&](const packages::ListedPackage& package) {
    return package.matches.empty() ||
           std::ranges::any_of(loaded->failures, [&](const packages::FailedPackage& failed) {
             return failed.import_path == package.import_path;
           });
  });
  for (const packages::ListedPackage& package : *listed) {
    TestResult& result = results.emplace_back(TestResult{package.import_path, {}});
    if (!checked.contains(package.import_path))
      result.problems = {"not checked: it imports a refused package"};
  }
  std::ranges::sort(results, {}, &TestResult::name);
  return results;
}

}  // namespace escdiff::conformance
