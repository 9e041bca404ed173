// The main job: generate, ask both sides, compare, minimize each disagreement, record it once.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "comparator/feedback.h"
#include "comparator/finding.h"
#include "comparator/minimize.h"
#include "comparator/side.h"
#include "generator/policy.h"

namespace escdiff::comparator {

struct FuzzOptions {
  uint64_t seed = 1;
  uint64_t count = 1000;                // programs; UINT64_MAX: until the time is up
  std::chrono::seconds time{0};         // 0: no limit
  uint32_t chunk = 400;                 // programs that are asked together
  uint32_t findings_per_signature = 3;  // further programs with an equal signature are counted, not minimized
  uint32_t max_findings = 100;          // stop after so many new ones
  generator::Policy policy;
  // Makes the programs instead of the policy; the left side has to tell what they reached. Null: nobody does.
  feedback::Feedback* feedback = nullptr;
  std::string gcflags = "-m";                            // for the records
  std::function<Explanation(const Minimized&)> explain;  // for the records; may be empty
  // Under which the causes of disagreements are looked for (cause.h); null: they are told apart by their
  // texts.
  const profile::Profile* profile = nullptr;
  // For the reduction of programs that import packages.
  reduce::ImportSource imports;
  // Command that reruns one program; {seed}, {index} and {count}, one more, are replaced.
  std::string reproduce;
};

// Counters that only grow.
struct FuzzProgress {
  uint64_t programs = 0;
  uint64_t agree = 0;
  uint64_t disagree = 0;
  uint64_t refused = 0;           // the left side did not support the program
  uint64_t does_not_compile = 0;  // the right side rejected the program: the generator's fault
  uint64_t failed = 0;            // one side crashed, hung, or was not understood
  uint64_t new_findings = 0;
  uint64_t known_findings = 0;  // minimized to a case, or to the cause of one, that is already recorded
  std::chrono::milliseconds elapsed{0};
};

// A program that the right side rejected.
struct Rejected {
  uint32_t index = 0;
  std::string error;  // the first one
};

struct FuzzSummary {
  FuzzProgress progress;
  std::vector<std::filesystem::path> cases;  // the new ones
  std::vector<Rejected> rejected;            // the first ones
  std::map<std::string, uint64_t> refusals;  // programs by the left side's reason
  bool interrupted = false;
};

using FuzzObserver = std::function<void(const FuzzProgress&)>;

// Runs until count, time, max_findings or a stop request; what was found until then is recorded.
// An environment error when a case cannot be written.
Result<FuzzSummary> fuzz(Side& left, Side& right, FindingStore& store, const FuzzOptions& options,
                         const FuzzObserver& observer, std::stop_token stop);

}  // namespace escdiff::comparator
