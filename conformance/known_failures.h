// The list of tests that are known to fail, with the reason of each.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "conformance/test_result.h"

namespace escdiff::conformance {

struct KnownFailure {
  std::string release;  // "1.26"
  std::string suite;
  std::string name;
  std::string reason;
};

// Reads lines `RELEASE SUITE NAME REASON...`; empty lines and those that begin with # are skipped. An input
// error names a line that lacks something.
Result<std::vector<KnownFailure>> read_known_failures(const std::filesystem::path& path);

// Takes known failures out of `results` and returns their number. One that passes fails instead.
size_t settle(std::vector<TestResult>& results, const std::vector<KnownFailure>& known,
              std::string_view release, std::string_view suite);

}  // namespace escdiff::conformance
