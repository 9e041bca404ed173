#include "generator/policy.h"

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
  for (size_t i = 0; i < kFeatureCount; ++i)
    if (kInfos[i].spelling == spelling) return static_cast<Feature>(i);
  return std::nullopt;
}

std::array<uint16_t, kFeatureCount> Policy::default_weights() {
  std::array<uint16_t, kFeatureCount> weights{};
  for (size_t i = 0; i < kFeatureCount; ++i) weights[i] = kInfos[i].weight;
  return weights;
}

}  // namespace escdiff::generator
