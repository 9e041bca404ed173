// What a test of a suite came to.
#pragma once

#include <string>
#include <vector>

namespace escdiff::conformance {

struct TestResult {
  std::string name;                   // of a file relative to its suite's folder, or an import path
  std::vector<std::string> problems;  // one line each; none: passed
  bool passed() const { return problems.empty(); }
};

}  // namespace escdiff::conformance
