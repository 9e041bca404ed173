#include "comparator/gcflags.h"

#include <fmt/format.h>

#include <charconv>
#include <string>

namespace escdiff::comparator {

namespace {

Result<int> parse_level(std::string_view word) {
  std::string_view digits = word.substr(3);  // behind "-m="
  int level = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), level);
  if (error != std::errc() || end != digits.data() + digits.size() || level < 0)
    return failure(ErrorKind::kUsage, fmt::format("bad compiler flag {}: a number is missing", word));
  return level;
}

}  // namespace

Result<GcFlags> parse_gcflags(std::string_view text) {
  GcFlags flags;
  while (!text.empty()) {
    size_t end = text.find(' ');
    std::string_view word = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (word.empty()) continue;
    if (word == "-m") {
      ++flags.level;
    } else if (word.starts_with("-m=")) {
      Result<int> level = parse_level(word);
      if (!level) return tl::unexpected(level.error());
      flags.level = *level;
    } else if (word == "-l") {
      flags.inlining = false;
    } else {
      return failure(ErrorKind::kUsage,
                     fmt::format("unsupported: compiler flag {}: the solver knows -m, -m=N and -l", word));
    }
  }
  return flags;
}

}  // namespace escdiff::comparator
