// Go version numbers.
#include <fmt/format.h>

#include <charconv>
#include <tuple>

#include "oracle/toolchain.h"

namespace escdiff::oracle {

namespace {

// Go 1.21 was the first to call its first release 1.21.0.
constexpr unsigned kFirstMinorWithPatchZero = 21;

std::optional<unsigned> take_number(std::string_view& text) {
  unsigned number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(end - text.data());
  return number;
}

}  // namespace

std::optional<Version> parse_version(std::string_view text) {
  if (text.starts_with("go")) text.remove_prefix(2);
  if (!text.starts_with("1.")) return std::nullopt;
  text.remove_prefix(2);
  Version version;
  auto minor = take_number(text);
  if (!minor) return std::nullopt;
  version.minor = *minor;
  if (text.starts_with(".")) {
    text.remove_prefix(1);
    version.patch = take_number(text);
    if (!version.patch) return std::nullopt;
  }
  version.pre_release = text;
  if (text.empty()) return version;
  for (std::string_view start : {"rc", "beta", "-"})
    if (text.starts_with(start) && text.size() > start.size()) return version;
  return std::nullopt;
}

std::string Version::text() const {
  bool shows_patch = patch && (*patch > 0 || minor >= kFirstMinorWithPatchZero);
  return shows_patch ? fmt::format("1.{}.{}{}", minor, *patch, pre_release)
                     : fmt::format("1.{}{}", minor, pre_release);
}

bool older(const Version& a, const Version& b) {
  auto key = [](const Version& v) {
    return std::make_tuple(v.minor, v.patch.value_or(0), v.pre_release.empty(),
                           std::string_view(v.pre_release));
  };
  return key(a) < key(b);
}

}  // namespace escdiff::oracle
