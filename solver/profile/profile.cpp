#include "solver/profile/profile.h"

#include <algorithm>
#include <array>

namespace escdiff::profile {

namespace {

constexpr std::array kProfiles{
    Profile{.release = "1.26",
            .explicit_variable_limit = 128 * 1024,
            .implicit_allocation_limit = 64 * 1024,
            .capture_by_value_limit = 128,
            .tagged_results = 5,
            .max_tagged_derefs = 254,
            .propagates_constants = true,
            .inlining = {.budget = 80,
                         .big_function_nodes = 5000,
                         .big_function_budget = 20,
                         .only_call_budget = 800,
                         .call_cost = 57,
                         .parameter_call_cost = 17,
                         .panic_cost = 1,
                         .throw_cost = 80,
                         .closure_cost = 15}},
};

// "1.26.8" and "1.26rc1" belong to "1.26".
bool belongs_to(std::string_view version, std::string_view release) {
  if (!version.starts_with(release)) return false;
  return version.size() == release.size() || version[release.size()] < '0' || version[release.size()] > '9';
}

}  // namespace

Profile with_cheap_calls(const Profile& profile) {
  Profile result = profile;
  result.inlining.call_cost = result.inlining.parameter_call_cost = 1;
  return result;
}

const Profile* find_profile(std::string_view version) {
  auto found = std::find_if(kProfiles.begin(), kProfiles.end(),
                            [&](const Profile& profile) { return belongs_to(version, profile.release); });
  return found == kProfiles.end() ? nullptr : &*found;
}

std::vector<std::string_view> known_releases() {
  std::vector<std::string_view> releases;
  for (const Profile& profile : kProfiles) releases.push_back(profile.release);
  return releases;
}

}  // namespace escdiff::profile
