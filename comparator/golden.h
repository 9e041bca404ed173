// Recorded answers of the compilers: a folder with a package, `case.json` and `answers.json` (see corpus/README.md).
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace escdiff::comparator {

// For each set of compiler flags, the lines of every release.
class GoldenAnswers {
 public:
  static Result<GoldenAnswers> read(const std::filesystem::path& answers_json);

  std::vector<std::string> flags() const;
  // The sorted lines that `release` ("1.26") prints under `flags`; an input error when neither was recorded.
  Result<std::vector<std::string>> lines(const std::string& flags, std::string_view release) const;

 private:
  // What one release prints otherwise than the one before.
  struct Step {
    int minor = 0;  // of Go 1.N
    std::vector<std::string> removed, added;
  };
  std::map<std::string, std::vector<Step>> steps_;
};

}  // namespace escdiff::comparator
