#include "solver/escape/trail.h"

#include <array>

namespace escdiff::escape {

namespace {

constexpr auto kTexts = std::to_array<std::string_view>({
#define REASON(name, text) text,
#include "solver/escape/reasons.def"
#undef REASON
});

}  // namespace

std::string_view reason_text(Reason reason) { return kTexts[static_cast<size_t>(reason)]; }

}  // namespace escdiff::escape
