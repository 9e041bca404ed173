// Steers generation by the solver's own rules: what a program reached decides what the next ones say.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "comparator/feedback/mutate.h"
#include "comparator/feedback/rule_counts.h"
#include "comparator/feedback/seed_corpus.h"
#include "generator/policy.h"

namespace escdiff::feedback {

struct FeedbackOptions {
  uint64_t seed = 1;
  generator::Policy policy;
  std::filesystem::path seeds;  // folder of the seed corpus; empty: none
  uint32_t mutants = 400;       // how many of the programs are mutants of seeds, in 1/1000
  uint32_t moved = 100;         // how many of these are parted into two packages, in 1/1000
  size_t most_bytes = 8000;     // longer programs are no seeds: mutants grow
};

// One program of a run, and where it comes from.
struct MadeProgram {
  std::string text;
  bool is_generated = false;
  generator::FeatureSet features;  // of a generated one
};

struct FeedbackCounts {
  uint64_t generated = 0;
  uint64_t mutants = 0;
  uint64_t stored = 0;  // seeds of earlier runs that were tried again
  MutationCounts mutations;
};

// The programs depend on the options, the stored seeds and what is told of earlier programs alone.
class Feedback {
 public:
  // An environment error when the folder of seeds cannot be read.
  static Result<Feedback> create(FeedbackOptions options);

  // Program `index` of the run; indices come in order. Package-level names end in it.
  MadeProgram next(uint32_t index);
  // What a program reached. An environment error when a seed cannot be written.
  Result<void> tell(const MadeProgram& program, std::span<const std::string> reached);
  // Makes the policy what the programs so far teach.
  void adapt();

  const generator::Policy& policy() const { return policy_; }
  const RuleCounts& rules() const { return rules_; }
  const SeedCorpus& corpus() const { return corpus_; }
  const FeedbackCounts& counts() const { return counts_; }

 private:
  explicit Feedback(FeedbackOptions options)
      : options_(std::move(options)), policy_(options_.policy), corpus_(options_.seeds) {}

  FeedbackOptions options_;
  generator::Policy policy_;
  RuleCounts rules_;
  SeedCorpus corpus_;
  FeedbackCounts counts_;
  std::vector<std::string> stored_;  // that wait to be tried, the next one last
};

}  // namespace escdiff::feedback
