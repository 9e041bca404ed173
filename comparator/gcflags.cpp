#include "comparator/gcflags.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
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

// -d=WORD,WORD,...: those that are known. That zero-copy conversions are looked for, and that functions with
// literals are inlined, is how things are anyway.
bool read_debug_words(std::string_view words, GcFlags& flags) {
  while (!words.empty()) {
    const size_t end = std::min(words.find(','), words.size());
    std::string_view word = words.substr(0, end);
    words.remove_prefix(std::min(end + 1, words.size()));
    if (word.ends_with("=1")) word.remove_suffix(2);
    if (word == "escapemutationscalls") {
      flags.mutation_messages = true;
    } else if (word == "escapedebug") {
      flags.interface_words = true;
    } else if (word != "zerocopy" && word != "inlfuncswithclosures") {
      return false;
    }
  }
  return true;
}

// -l counts, -l=N sets.
std::optional<int> inlining_level(std::string_view word, int before) {
  if (word == "-l") return before + 1;
  const bool is_digit = word.size() == 4 && word.starts_with("-l=") && word[3] >= '0' && word[3] <= '9';
  return is_digit ? std::optional(word[3] - '0') : std::nullopt;
}

}  // namespace

Result<GcFlags> parse_gcflags(std::string_view text) {
  GcFlags flags;
  int inlining = 0;
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
    } else if (const std::optional<int> counted = inlining_level(word, inlining)) {
      inlining = *counted;
    } else if (word == "-N") {
      flags.optimizing = false;
    } else if (!word.starts_with("-d=") || !read_debug_words(word.substr(3), flags)) {
      return failure(ErrorKind::kUsage,
                     fmt::format("unsupported: compiler flag {}: the solver knows -m, -m=N, -l, -l=N, -N, "
                                 "-d=escapemutationscalls and -d=escapedebug",
                                 word));
    }
  }
  flags.inlining = inlining != 1;
  flags.cheap_calls = inlining == 4;
  return flags;
}

}  // namespace escdiff::comparator
