#include "solver/syntax/pragma.h"

#include <algorithm>
#include <iterator>

#include "solver/syntax/literal.h"

namespace escdiff::syntax {

namespace {

struct PragmaVerb {
  std::string_view verb;
  uint32_t bits;
};

constexpr PragmaVerb kPragmaVerbs[] = {
    {"go:build", kPragmaGoBuild},
    {"go:noescape", kPragmaNoescape},
    {"go:norace", kPragmaNorace},
    {"go:nosplit", kPragmaNosplit | kPragmaNocheckptr},
    {"go:noinline", kPragmaNoinline},
    {"go:nocheckptr", kPragmaNocheckptr},
    {"go:notinheap", kPragmaNotInHeap},
    {"go:systemstack", kPragmaSystemstack},
    {"go:nowritebarrier", kPragmaNowritebarrier},
    {"go:nowritebarrierrec", kPragmaNowritebarrierRec | kPragmaNowritebarrier},
    {"go:yeswritebarrierrec", kPragmaYeswritebarrier},
    {"go:cgo_unsafe_args", kPragmaCgoUnsafeArgs | kPragmaNocheckptr},
    {"go:uintptrkeepalive", kPragmaUintptrKeepAlive},
    {"go:uintptrescapes", kPragmaUintptrEscapes | kPragmaUintptrKeepAlive},
};

constexpr std::string_view kSpace = " \t\n\v\f\r";

std::string_view trim_left(std::string_view text) {
  const size_t begin = text.find_first_not_of(kSpace);
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

// The size of the quoted string that `text` begins with, or npos.
size_t quoted_size(std::string_view text) {
  for (size_t i = 1; i < text.size(); ++i) {
    if (text[i] == text[0]) return i + 1;
    if (text[0] == '"' && text[i] == '\\') ++i;
  }
  return std::string_view::npos;
}

}  // namespace

uint32_t pragma_bits(std::string_view verb) {
  for (const PragmaVerb& known : kPragmaVerbs) {
    if (known.verb == verb) return known.bits;
  }
  return 0;
}

std::vector<std::string_view> pragma_verbs(uint32_t bits) {
  const auto is_part = [&](uint32_t part) { return (part & ~bits) == 0; };
  std::vector<std::string_view> verbs;
  for (const PragmaVerb& verb : kPragmaVerbs) {
    // Of a directive and one that implies it, only the latter is written.
    const bool implied =
        std::any_of(std::begin(kPragmaVerbs), std::end(kPragmaVerbs), [&](const PragmaVerb& other) {
          return other.bits != verb.bits && is_part(other.bits) && (verb.bits & ~other.bits) == 0;
        });
    if (is_part(verb.bits) && !implied) verbs.push_back(verb.verb);
  }
  return verbs;
}

std::vector<std::string> parse_embed_patterns(std::string_view text, std::string& error) {
  std::vector<std::string> patterns;
  const auto malformed = [&](std::string_view what) {
    error = "invalid quoted string in //go:embed: " + std::string(what);
    return std::vector<std::string>();
  };
  for (text = trim_left(text); !text.empty(); text = trim_left(text)) {
    if (text[0] != '"' && text[0] != '`') {
      const std::string_view pattern = text.substr(0, text.find_first_of(kSpace));
      patterns.emplace_back(pattern);
      text.remove_prefix(pattern.size());
      continue;
    }
    const size_t size = quoted_size(text);
    if (size == std::string_view::npos) return malformed(text);
    const std::optional<std::string> value = string_value(text.substr(0, size));
    if (!value) return malformed(text.substr(0, size));
    text.remove_prefix(size);
    if (!text.empty() && kSpace.find(text[0]) == std::string_view::npos) return malformed(text);
    patterns.push_back(*value);
  }
  return patterns;
}

}  // namespace escdiff::syntax
