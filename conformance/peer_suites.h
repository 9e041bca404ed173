// The suites of Go's own front end, found in a toolchain's GOROOT.
#pragma once

#include "base/result.h"
#include "conformance/test_case.h"
#include "conformance/test_result.h"
#include "oracle/toolchain.h"

namespace escdiff::conformance {

// internal/types/testdata: files and folders that are packages, with the errors of the type checker.
Result<TestCases> types_testdata(const oracle::Toolchain& toolchain);

// GOROOT/test: valid programs are accepted, programs for `errorcheck` are refused on the same lines. An
// environment error when the toolchain comes without this folder.
Result<TestCases> go_tests(const oracle::Toolchain& toolchain);

// cmd/compile/internal/syntax/testdata: the parser alone.
Result<std::vector<TestResult>> run_syntax_testdata(const oracle::Toolchain& toolchain);

// The packages that `pattern` (std, cmd) names: all are accepted.
Result<std::vector<TestResult>> run_packages(const std::string& pattern, const oracle::Toolchain& toolchain,
                                             unsigned jobs);

}  // namespace escdiff::conformance
