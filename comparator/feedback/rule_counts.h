// How many programs of a run reached each rule of the analysis, and what the first of them say.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generator/policy.h"

namespace escdiff::feedback {

// What is known of one rule.
struct RuleCount {
  uint64_t programs = 0;
  uint64_t generated = 0;  // of them, those that the generator made
  // Of the first of these, by Feature: how many say it.
  std::array<uint8_t, generator::kFeatureCount> features{};
};

class RuleCounts {
 public:
  // How many programs of a rule are looked at: one that more have reached is no longer rare.
  static constexpr uint64_t kMostLookedAt = 32;

  // Counts a generated program, and what it says. The rules that no program had reached before.
  std::vector<std::string> add(std::span<const std::string> reached, const generator::FeatureSet& features);
  // The same of any other program: its rules alone.
  std::vector<std::string> add(std::span<const std::string> reached);

  uint64_t programs() const { return programs_; }
  uint64_t generated() const { return generated_; }
  // Generated programs that say the feature.
  uint64_t saying(size_t feature) const { return saying_[feature]; }
  // By name.
  const std::map<std::string, RuleCount, std::less<>>& rules() const { return rules_; }
  // The programs that reached a rule.
  uint64_t reached(std::string_view rule) const;

 private:
  std::vector<std::string> count(std::span<const std::string> reached, const generator::FeatureSet* features);

  std::map<std::string, RuleCount, std::less<>> rules_;
  std::array<uint64_t, generator::kFeatureCount> saying_{};
  uint64_t programs_ = 0;
  uint64_t generated_ = 0;
};

}  // namespace escdiff::feedback
