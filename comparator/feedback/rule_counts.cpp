#include "comparator/feedback/rule_counts.h"

namespace escdiff::feedback {

std::vector<std::string> RuleCounts::add(std::span<const std::string> reached,
                                         const generator::FeatureSet& features) {
  ++generated_;
  for (size_t i = 0; i < generator::kFeatureCount; ++i) saying_[i] += features[i];
  return count(reached, &features);
}

std::vector<std::string> RuleCounts::add(std::span<const std::string> reached) {
  return count(reached, nullptr);
}

uint64_t RuleCounts::reached(std::string_view rule) const {
  const auto found = rules_.find(rule);
  return found == rules_.end() ? 0 : found->second.programs;
}

std::vector<std::string> RuleCounts::count(std::span<const std::string> reached,
                                           const generator::FeatureSet* features) {
  ++programs_;
  std::vector<std::string> fresh;
  for (const std::string& name : reached) {
    RuleCount& rule = rules_[name];
    if (rule.programs++ == 0) fresh.push_back(name);
    if (features == nullptr || rule.generated++ >= kMostLookedAt) continue;
    for (size_t i = 0; i < generator::kFeatureCount; ++i) rule.features[i] += (*features)[i];
  }
  return fresh;
}

}  // namespace escdiff::feedback
