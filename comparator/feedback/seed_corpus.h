// The programs that reached something new, in memory and in a folder: what is mutated.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "comparator/feedback/rule_counts.h"
#include "generator/choices.h"

namespace escdiff::feedback {

struct Seed {
  std::string text;
  std::vector<std::string> rules;  // that it was the first to reach
  uint64_t picked = 0;
};

class SeedCorpus {
 public:
  // Without a folder nothing outlives the run.
  explicit SeedCorpus(std::filesystem::path folder = {}) : folder_(std::move(folder)) {}

  // The programs that earlier runs left in the folder, by file name: they are to be tried again, since what
  // is new depends on what was seen. None when there is no folder. An environment error when it cannot be
  // read.
  Result<std::vector<std::string>> stored() const;

  // Keeps a program, also in the folder. An environment error when it cannot be written.
  Result<void> keep(std::string text, std::vector<std::string> rules);

  bool empty() const { return seeds_.empty(); }
  const std::vector<Seed>& seeds() const { return seeds_; }
  // Of a few that are drawn the one with the rarest rule, those that were picked often less so. Not for an
  // empty corpus.
  const Seed& pick(generator::Choices& choices, const RuleCounts& counts);

 private:
  std::filesystem::path folder_;
  std::vector<Seed> seeds_;
};

}  // namespace escdiff::feedback
