#include "solver/profile/special_functions.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace escdiff::profile {

namespace {

struct Special {
  std::string_view package;
  std::string_view name;
  SpecialCall kind;
};

constexpr Special kSpecial[] = {
#define SPECIAL(package, name, kind) {package, name, SpecialCall::k##kind},
#include "solver/profile/special_functions.def"
#undef SPECIAL
};

constexpr bool is_sorted_table() {
  for (size_t i = 1; i < std::size(kSpecial); ++i) {
    const Special& before = kSpecial[i - 1];
    const Special& here = kSpecial[i];
    if (std::pair(before.package, before.name) >= std::pair(here.package, here.name)) return false;
  }
  return true;
}
static_assert(is_sorted_table());

}  // namespace

SpecialCall special_call(const Profile& /*profile*/, std::string_view package, std::string_view name) {
  const auto wanted = std::pair(package, name);
  const auto key = [](const Special& one) { return std::pair(one.package, one.name); };
  const auto found =
      std::lower_bound(std::begin(kSpecial), std::end(kSpecial), wanted,
                       [&](const Special& one, const auto& sought) { return key(one) < sought; });
  return found != std::end(kSpecial) && key(*found) == wanted ? found->kind : SpecialCall::kNone;
}

}  // namespace escdiff::profile
