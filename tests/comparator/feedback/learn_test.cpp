#include "comparator/feedback/learn.h"

#include <catch2/catch_test_macros.hpp>

using namespace escdiff;
using namespace escdiff::feedback;
using generator::Feature;

namespace {

generator::FeatureSet features(std::initializer_list<Feature> list) {
  generator::FeatureSet set;
  for (const Feature feature : list) set.set(static_cast<size_t>(feature));
  return set;
}

// A rule that 5 of 1000 programs reach, all of which say min-max; a tenth of all programs do.
RuleCounts batch() {
  RuleCounts counts;
  const std::vector<std::string> usual{"usual"}, rare{"rare", "usual"};
  for (int i = 0; i < 1000; ++i) {
    const bool says = i % 10 == 0;
    counts.add(i < 50 && says ? rare : usual,
               says ? features({Feature::kMinMax, Feature::kDefine}) : features({Feature::kDefine}));
  }
  return counts;
}

}  // namespace

TEST_CASE("what programs say that reach a rare rule gets more weight, the rest keeps its own") {
  const generator::Policy base;
  const generator::Policy policy = learned(base, batch());
  CHECK(policy.weight(Feature::kMinMax) ==
        4 * base.weight(Feature::kMinMax));  // ten times, of which four count
  CHECK(policy.weight(Feature::kDefine) == base.weight(Feature::kDefine));
  CHECK(policy.weight(Feature::kGo) == base.weight(Feature::kGo));
}

TEST_CASE("probabilities stay below one") {
  RuleCounts counts;
  const std::vector<std::string> usual{"usual"}, rare{"rare"};
  for (int i = 0; i < 1000; ++i)
    counts.add(i < 5 ? rare : usual, i < 10 ? features({Feature::kGlobal, Feature::kNoBody}) : features({}));
  const generator::Policy policy = learned({}, counts);
  CHECK(policy.weight(Feature::kGlobal) == 900);
  CHECK(policy.weight(Feature::kNoBody) == 4 * generator::Policy{}.weight(Feature::kNoBody));
}

TEST_CASE("a rule that many programs reach teaches nothing") {
  RuleCounts counts;
  const std::vector<std::string> usual{"usual"};
  for (int i = 0; i < 1000; ++i)
    counts.add(usual, i % 2 == 0 ? features({Feature::kMinMax}) : features({Feature::kGo}));
  CHECK(learned({}, counts).weights == generator::Policy{}.weights);
}

TEST_CASE("a rule is new once") {
  RuleCounts counts;
  CHECK(counts.add(std::vector<std::string>{"a", "b"}) == std::vector<std::string>{"a", "b"});
  CHECK(counts.add(std::vector<std::string>{"b", "c"}, features({Feature::kGo})) ==
        std::vector<std::string>{"c"});
  CHECK(counts.reached("b") == 2);
  CHECK(counts.reached("d") == 0);
  CHECK(counts.generated() == 1);
}
