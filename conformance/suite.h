// The suites by name.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "conformance/test_result.h"
#include "oracle/toolchain.h"

namespace escdiff::conformance {

// types, syntax, test, std, cmd.
const std::vector<std::string>& suite_names();

struct SuiteResults {
  std::vector<TestResult> results;         // sorted by name within a part of the suite
  std::map<std::string, size_t> left_out;  // tests that are not for a front end: why -> how many
};

// Runs the tests of `suite` whose names are among `names` or lie in folders that are; no names: all. A usage
// error when a name fits no test, an environment error when the toolchain comes without the suite.
Result<SuiteResults> run_suite(std::string_view suite, const std::vector<std::string>& names,
                               const oracle::Toolchain& toolchain, unsigned jobs);

}  // namespace escdiff::conformance
