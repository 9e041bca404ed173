// Times on the command line: "90s", "10m", "2h".
#pragma once

#include <chrono>
#include <string_view>

#include "base/result.h"

namespace escdiff::cli {

// 0 for an empty text; a usage error for anything else that is no time.
Result<std::chrono::seconds> parse_duration(std::string_view text);

}  // namespace escdiff::cli
