// A minimized disagreement, and the folder that keeps each one once: a `.go` file in Go's errorcheck format
// and a
// `.json` file beside it.
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
  std::string reproduce;            // a command line
  std::vector<escape::Rule> as_if;  // see as_if.h
  std::optional<Explanation> explanation;
  std::string open_reason;  // why it is not resolved; empty: it must agree now
};

// Names the cause: the rules of the analysis that account for the disagreement; where none does, the
// minimized text with its signature. 16 hex digits.
std::string fingerprint(const Finding& finding);

// The recorded cases of one folder.
class FindingStore {
 public:
  // Reads what the folder holds (an absent folder is made at the first record); an environment error when it
  // cannot be read or holds a damaged record.
  static Result<FindingStore> open(const std::filesystem::path& folder);

  bool contains(const std::string& fingerprint) const { return known_.contains(fingerprint); }
  size_t size() const { return known_.size(); }
  // Writes the case; the path of its .go file. Recording what is already there changes nothing.
  Result<std::filesystem::path> record(const Finding& finding);

 private:
  explicit FindingStore(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path folder_;
  std::map<std::string, std::filesystem::path> known_;  // fingerprint -> .go file
};

// The reason that the record beside a case gives for leaving it open; empty when there is no record or no
// reason.
Result<std::string> open_reason(const std::filesystem::path& go_file);

}  // namespace escdiff::comparator
