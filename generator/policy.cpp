#include "generator/policy.h"

#include <unordered_map>

namespace escdiff::generator {
namespace {

constexpr std::array<FeatureInfo, kFeatureCount> kInfos = {{
#define ESCDIFF_FEATURE(id, spelling, group, weight, since, swarm) \
  {spelling, FeatureGroup::group, weight, since, swarm != 0},
#include "generator/features.def"
#undef ESCDIFF_FEATURE
}};

}  // namespace

const FeatureInfo& info(Feature feature) { return kInfos[static_cast<size_t>(feature)]; }

std::optional<Feature> feature_from_name(std::string_view spelling) {
  static const auto kByName = [] {
    std::unordered_map<std::string_view, Feature> features;
    for (size_t i = 0; i < kFeatureCount; ++i) features.emplace(kInfos[i].spelling, static_cast<Feature>(i));
    return features;
  }();
  const auto found = kByName.find(spelling);
  return found == kByName.end() ? std::nullopt : std::optional(found->second);
}

std::array<uint16_t, kFeatureCount> Policy::default_weights() {
  std::array<uint16_t, kFeatureCount> weights{};
  for (size_t i = 0; i < kFeatureCount; ++i) weights[i] = kInfos[i].weight;
  return weights;
}

}  // namespace escdiff::generator
