#include "cli/duration.h"

#include <fmt/format.h>

#include <charconv>

namespace escdiff::cli {

Result<std::chrono::seconds> parse_duration(std::string_view text) {
  using std::chrono::seconds;
  if (text.empty()) return seconds(0);
  long value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  std::string_view unit(end, text.data() + text.size() - end);
  long factor = unit == "s" || unit.empty() ? 1 : unit == "m" ? 60 : unit == "h" ? 3600 : 0;
  if (error != std::errc() || factor == 0 || value <= 0 || value > 1'000'000)
    return failure(ErrorKind::kUsage, fmt::format("bad time '{}': write 90s, 10m or 2h", text));
  return seconds(value * factor);
}

}  // namespace escdiff::cli
