// Conformance cases: errorcheck files, regression cases with their records, golden folders.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "comparator/side.h"

namespace escdiff::comparator {

struct CaseResult {
  std::string name;                   // the path, and the flags of a golden answer
  bool passed = false;
  std::vector<std::string> problems;  // one line each
};

// Who answers a case. `files` are of one package; names are what messages print after ./
using AnswerCase = std::function<Verdict(const std::vector<Source>& files, const std::string& gcflags)>;

struct CheckOptions {
  std::string release = "1.26";          // whose recorded answers hold
  std::vector<std::string> only_flags;   // of golden folders; empty: all that were recorded
};

// The case files and golden folders at or below `paths`, sorted; an input error for a path that is not there.
Result<std::vector<std::filesystem::path>> find_cases(const std::vector<std::string>& paths);

// Runs one case; a golden folder gives a result for each set of flags.
std::vector<CaseResult> run_case(const std::filesystem::path& path, const AnswerCase& answer, const CheckOptions& options);

}  // namespace escdiff::comparator
