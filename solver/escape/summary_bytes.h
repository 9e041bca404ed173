// A function's tags as bytes, for summaries of packages that are kept between runs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "solver/escape/summary.h"

namespace escdiff::escape {

std::string to_bytes(const Summary& summary);
// Nothing when the bytes are no summary.
std::optional<Summary> from_bytes(std::string_view bytes);

}  // namespace escdiff::escape
