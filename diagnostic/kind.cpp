#include <array>

#include "diagnostic/message.h"

namespace escdiff::diagnostic {

namespace {

constexpr auto kNames = std::to_array<std::string_view>({
#define KIND(name, level, meaning) #name,
#include "diagnostic/kinds.def"
#undef KIND
});

}  // namespace

std::string_view kind_name(Kind kind) { return kNames[static_cast<size_t>(kind)]; }

std::optional<Kind> kind_from_name(std::string_view name) {
  for (size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return static_cast<Kind>(i);
  return std::nullopt;
}

}  // namespace escdiff::diagnostic
