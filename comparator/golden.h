// Recorded answers of the compilers, Go 1.9 to 1.27; corpus/README.md describes the files.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace escdiff::comparator {

// What one release said.
struct GoldenAnswer {
  bool compiles = true;
  std::vector<std::string> lines;  // sorted, repeats kept
};

// The answers about one package: for each set of compiler flags, those of every release.
class GoldenAnswers {
 public:
  static Result<GoldenAnswers> read(const std::filesystem::path& answers_json);

  std::vector<std::string> flags() const;
  // The answer of `release` ("1.26" or "1.26.8") under `flags`, which must be one of flags(); an input error
  // when the records contradict themselves.
  Result<GoldenAnswer> answer(const std::string& flags, std::string_view release) const;

 private:
  using Changes = std::vector<std::string>;              // "= outcome", "- line", "+ line"
  std::map<std::string, std::map<int, Changes>> steps_;  // flags -> N of Go 1.N -> what it changes
};

}  // namespace escdiff::comparator
