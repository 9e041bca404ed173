// A minimized disagreement, and the folder that keeps each one once: a `.go` file in Go's errorcheck format,
// or a `.txtar` archive (archive_program.h), and a `.json` file beside it.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "comparator/difference.h"
#include "comparator/explain.h"

namespace escdiff::comparator {

struct Finding {
  Difference difference;  // in the minimized program
  std::string program;    // minimized
  Verdict left, right;    // of the minimized program
  std::string left_name, right_name;
  std::string gcflags;
  uint64_t seed = 0;  // the program that showed it
  uint32_t index = 0;
  std::string original;
  std::string reproduce;  // a command line
  std::string cause;      // see cause_text(); empty: not looked for
  std::optional<Explanation> explanation;
  std::string open_reason;  // why it is not resolved; empty: it must agree now
};

// Names the cause; where it was not looked for, the minimized text with its signature. 16 hex digits.
std::string fingerprint(const Finding& finding);

// The recorded cases of one folder.
class FindingStore {
 public:
  // Reads what the folder holds (an absent folder is made at the first record); an environment error when it
  // cannot be read or holds a damaged record.
  static Result<FindingStore> open(const std::filesystem::path& folder);

  // The case files of this fingerprint: several where a case was resolved and something alike came up later.
  std::vector<std::filesystem::path> cases(const std::string& fingerprint) const;
  size_t size() const { return known_.size(); }
  // Writes the case; the path of its file. Recording the same text again changes nothing.
  Result<std::filesystem::path> record(const Finding& finding);

 private:
  explicit FindingStore(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path folder_;
  std::multimap<std::string, std::filesystem::path> known_;  // fingerprint -> case file
};

// The reason that the record beside a case gives for leaving it open; empty when there is no record or no
// reason.
Result<std::string> open_reason(const std::filesystem::path& case_file);

}  // namespace escdiff::comparator
