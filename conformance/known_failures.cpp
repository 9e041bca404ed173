#include "conformance/known_failures.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "base/file.h"

namespace escdiff::conformance {

Result<std::vector<KnownFailure>> read_known_failures(const std::filesystem::path& path) {
  auto text = read_file(path);
  if (!text) return tl::unexpected(text.error());
  std::vector<KnownFailure> known;
  std::istringstream lines(*text);
  size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    std::istringstream words(line);
    KnownFailure one;
    words >> one.release >> one.suite >> one.name >> std::ws;
    if (!std::getline(words, one.reason))
      return failure(ErrorKind::kInput, fmt::format("{}:{}: no reason is given", path.string(), number));
    known.push_back(std::move(one));
  }
  return known;
}

size_t settle(std::vector<TestResult>& results, const std::vector<KnownFailure>& known,
              std::string_view release, std::string_view suite) {
  const auto is_known = [&](const TestResult& result) {
    return std::ranges::any_of(known, [&](const KnownFailure& one) {
      return one.release == release && one.suite == suite && one.name == result.name;
    });
  };
  size_t settled = 0;
  std::erase_if(results, [&](TestResult& result) {
    if (!is_known(result)) return false;
    if (result.passed()) {
      result.problems = {"passes, but stands on the list of known failures"};
      return false;
    }
    ++settled;
    return true;
  });
  return settled;
}

}  // namespace escdiff::conformance
