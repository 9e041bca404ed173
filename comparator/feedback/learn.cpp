#include "comparator/feedback/learn.h"

#include <algorithm>

namespace escdiff::feedback {

namespace {

// A rule is rare when so few of the generated programs reach it, in 1/1000.
constexpr uint64_t kRare = 10;
constexpr uint64_t kOnce = 1000;  // weight factors are in 1/1000
constexpr uint64_t kMostTimes = 4000;
// A probability stays one below which programs without the feature are common.
constexpr uint64_t kMostProbability = 900;
// A feature that few programs say has shown little.
constexpr uint64_t kEnough = 10;

}  // namespace

generator::Policy learned(const generator::Policy& base, const RuleCounts& counts) {
  using generator::FeatureGroup;
  std::array<uint64_t, generator::kFeatureCount> factors{};
  uint64_t rare = 0;
  for (const auto& [name, rule] : counts.rules()) {
    if (rule.generated == 0 || rule.generated > RuleCounts::kMostLookedAt ||
        rule.generated * 1000 > kRare * counts.generated())
      continue;
    ++rare;
    for (size_t i = 0; i < generator::kFeatureCount; ++i) {
      if (counts.saying(i) < kEnough) continue;
      factors[i] += kOnce * rule.features[i] * counts.generated() / (rule.generated * counts.saying(i));
    }
  }
  generator::Policy policy = base;
  if (rare == 0) return policy;
  for (size_t i = 0; i < generator::kFeatureCount; ++i) {
    const uint64_t times = std::clamp(factors[i] / rare, kOnce, kMostTimes);
    const uint64_t before = base.weights[i];
    uint64_t weight = before * times / kOnce;
    if (generator::info(static_cast<generator::Feature>(i)).group == FeatureGroup::kDecl)
      weight = std::max(before, std::min(weight, kMostProbability));
    policy.weights[i] = static_cast<uint16_t>(std::min<uint64_t>(weight, UINT16_MAX));
  }
  return policy;
}

}  // namespace escdiff::feedback
