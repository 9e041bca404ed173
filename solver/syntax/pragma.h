// Compiler directives (`//go:name`) between being read and being attached to a declaration.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "solver/syntax/source.h"
#include "solver/syntax/tree.h"

namespace escdiff::syntax {

// A bit beside those of `Pragma`: //go:build, which only a package clause may follow.
inline constexpr uint32_t kPragmaGoBuild = 1u << 16;

// The directives that a function may have.
inline constexpr uint32_t kFunctionPragmas =
    0xFFFFu & ~static_cast<uint32_t>(kPragmaNotInHeap | kPragmaLinkname);

// Directives that wait for the declaration below them.
struct PendingPragmas {
  struct Place {
    uint32_t bits;
    SourcePos pos;
  };
  struct Patterns {
    SourcePos pos;
    std::vector<std::string> patterns;
  };
  uint32_t bits = 0;
  std::vector<Place> places;
  std::vector<Patterns> embeds;

  bool empty() const { return places.empty() && embeds.empty(); }
};

// The bits that a directive ("go:noinline") sets, with those that it implies; 0: none that gc knows.
uint32_t pragma_bits(std::string_view verb);

// The directives that together set `bits`, without those that others imply. go:linkname, which has operands,
// is not among them.
std::vector<std::string_view> pragma_verbs(uint32_t bits);

// The patterns of //go:embed; `error` is set when a quoted one is malformed.
std::vector<std::string> parse_embed_patterns(std::string_view text, std::string& error);

}  // namespace escdiff::syntax
