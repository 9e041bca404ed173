// Conformance cases: errorcheck files, regression cases with their records, packages with recorded answers.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "comparator/side.h"

namespace escdiff::comparator {

struct CaseResult {
  std::string name;  // the path, and the flags of a golden answer
  bool passed = false;
  std::vector<std::string> problems;  // one line each
  std::string skipped;                // why it is not for this machine: neither passed nor failed
};

// The package of a case; names are what messages print after ./
struct CasePackage {
  std::vector<Source> files;
  bool has_assembly = false;  // functions may lack a body
};

// Who answers a case.
using AnswerCase = std::function<Verdict(const CasePackage& package, const std::string& gcflags)>;

struct CheckOptions {
  std::string release = "1.26";         // whose recorded answers hold
  std::vector<std::string> only_flags;  // of recorded answers; empty: all that were recorded
  // The build constraint of a case's text that does not hold, or empty.
  std::function<std::string(std::string_view text)> excluded_by;
};

// The case files and folders with recorded answers at or below `paths`, sorted; an input error for a path
// that is not there.
Result<std::vector<std::filesystem::path>> find_cases(const std::vector<std::string>& paths);

// Runs one case; recorded answers give a result for each set of flags.
std::vector<CaseResult> run_case(const std::filesystem::path& path, const AnswerCase& answer,
                                 const CheckOptions& options);

}  // namespace escdiff::comparator
