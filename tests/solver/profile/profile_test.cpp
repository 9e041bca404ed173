#include "solver/profile/profile.h"

#include <catch2/catch_test_macros.hpp>

namespace escdiff::profile {

TEST_CASE("a version finds the profile of its release") {
  REQUIRE(find_profile("1.26") != nullptr);
  CHECK(find_profile("1.26.8") == find_profile("1.26"));
  CHECK(find_profile("1.26rc1") == find_profile("1.26"));
  CHECK(find_profile("1.2") == nullptr);
  CHECK(find_profile("1.260") == nullptr);
  CHECK(find_profile("") == nullptr);
}

TEST_CASE("known releases have profiles") {
  REQUIRE_FALSE(known_releases().empty());
  for (std::string_view release : known_releases()) CHECK(find_profile(release)->release == release);
}

}  // namespace escdiff::profile
