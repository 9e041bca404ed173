// What the first lines of a file of GOROOT/test ask for.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace escdiff::conformance {

struct GoTestHeader {
  std::string action;                  // "run", "errorcheck", "compiledir", ...
  std::vector<std::string> flags;      // words that begin with - and stand behind it
  std::vector<std::string> arguments;  // words behind the flags
  std::string excluded_by;             // the build constraint that is not met, or empty
  bool has_flag(std::string_view flag) const;
};

// `tags` hold on the machine in question; those of Go releases up to 1.`go_minor` and of Go's own test runs
// hold as well.
GoTestHeader read_go_test_header(std::string_view text, const std::set<std::string, std::less<>>& tags,
                                 unsigned go_minor);

}  // namespace escdiff::conformance
