// The errors that Go's own tests expect, as their comments say it, and what differs from those found.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace escdiff::conformance {

struct ExpectedError {
  std::string file;
  uint32_t line = 0;
  uint32_t column = 0;  // 0: anywhere in the line
  std::string pattern;
  bool literal = false;  // the error's text holds `pattern`; else `pattern` is a regular expression
};

struct FoundError {
  std::string file;
  uint32_t line = 0;
  uint32_t column = 0;
  std::string text;
};

// internal/types/testdata: ERROR "text" and ERRORx "regexp" comments of either kind speak of the line of the
// token in front of them.
std::vector<ExpectedError> errors_of_types_test(const std::string& file, std::string_view text);

// cmd/compile/internal/syntax/testdata: `// ERROR regexp` speaks of its line, `/* ERROR regexp */` of the
// position of the token behind it.
std::vector<ExpectedError> errors_of_syntax_test(const std::string& file, std::string_view text);

// test/: `// ERROR "regexp" "regexp"` speaks of its line.
std::vector<ExpectedError> errors_of_go_test(const std::string& file, std::string_view text);

// Whether an expectation stands for one error, or for all errors of its line that match it.
enum class Matching : uint8_t { kOneEach, kAllOfLine };

// One line for every expected error that is missing and every one found that none expects.
std::vector<std::string> differences(const std::vector<ExpectedError>& expected,
                                     const std::vector<FoundError>& found, Matching matching);

}  // namespace escdiff::conformance
