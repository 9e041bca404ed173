// What changed between two compilers: both are asked about the same programs, differences with one cause are
// one group.
#pragma once

#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "comparator/finding.h"
#include "comparator/reduce/import_source.h"
#include "comparator/side.h"

namespace escdiff::comparator {

// Differences with one cause.
struct ChangeGroup {
  Finding witness;  // minimized
  std::string fingerprint;
  uint64_t programs = 0;  // how many of the programs show this signature
  std::string example;    // name of the first of them
};

struct TrackProgress {
  uint64_t asked = 0;
  uint64_t differ = 0;
  uint64_t groups = 0;
};

struct TrackSummary {
  TrackProgress progress;
  std::vector<ChangeGroup> groups;  // most frequent first
  bool interrupted = false;
};

class Tracker {
 public:
  // `left` is the older compiler; at most `witnesses_per_signature` different causes are told apart per
  // signature. `imports` is for the reduction of programs that import packages.
  Tracker(Side& left, Side& right, std::string gcflags, uint32_t witnesses_per_signature,
          reduce::ImportSource imports, std::stop_token stop);

  // Asks both sides about these programs (unique package-level names, as Side::ask wants them).
  void add(const std::vector<Source>& programs, const std::function<void(const TrackProgress&)>& observer);
  TrackSummary finish();

 private:
  void pursue(const Source& program, const std::string& signature);

  Side& left_;
  Side& right_;
  std::string gcflags_;
  uint32_t witnesses_per_signature_;
  reduce::ImportSource imports_;
  std::stop_token stop_;
  TrackProgress progress_;
  struct Seen {
    uint64_t programs = 0;
    uint32_t minimized = 0;
    std::string first;
  };
  std::map<std::string, Seen> signatures_;
  std::map<std::string, ChangeGroup> groups_;  // by fingerprint
};

// The groups as JSON, for programs; `left` and `right` name the compilers.
std::string track_json(const TrackSummary& summary, const std::string& left, const std::string& right);

}  // namespace escdiff::comparator
