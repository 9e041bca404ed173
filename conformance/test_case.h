// Tests that are Go packages with the errors that a front end must find in them.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "conformance/expected_errors.h"
#include "conformance/test_result.h"
#include "oracle/toolchain.h"
#include "solver/packages/go_list.h"
#include "solver/types/program.h"

namespace escdiff::conformance {

struct TestPackage {
  std::string path;                          // import path
  std::vector<std::filesystem::path> files;  // absolute
};

struct TestCase {
  std::string name;
  std::vector<TestPackage> packages;    // imported ones before their importers
  types::CheckOptions options;          // of all its packages
  bool of_type_checker = false;         // assert is predeclared, all errors count: see types/peer_tests.h
  std::vector<ExpectedError> expected;  // none: all is accepted
  Matching matching = Matching::kOneEach;
};

// What a suite consists of.
struct TestCases {
  std::vector<TestCase> cases;
  std::map<std::string, size_t> left_out;  // why -> how many
};

// Checks every case; what it imports of the standard library is read from the toolchain's source. The results
// come in the order of the cases and depend on neither `jobs` nor on one another.
Result<std::vector<TestResult>> run_cases(const std::vector<TestCase>& cases,
                                          const oracle::Toolchain& toolchain, unsigned jobs);

// The newest language version of the toolchain ("1.26") and what its parser knows.
types::CheckOptions options_of(const oracle::Toolchain& toolchain);

// Runs the toolchain's go command, in its GOROOT/src.
packages::RunGo go_command(const oracle::Toolchain& toolchain);

// The paths of the .go files (folders: false) or the folders in `folder`, sorted.
std::vector<std::filesystem::path> entries(const std::filesystem::path& folder, bool folders);

}  // namespace escdiff::conformance
