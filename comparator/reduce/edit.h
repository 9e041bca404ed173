// Edits of source text: sets of (range, new text) that compose.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace escdiff::reduce {

// The bytes [begin, end) give way to `text`; begin == end inserts.
struct Replacement {
  uint32_t begin = 0;
  uint32_t end = 0;
  std::string text;
};

// A change of one program. Replacements refer to the unchanged text and may lie in any order; one inside
// another is swallowed by it, and erased ranges that overlap are joined.
class Edit {
 public:
  void replace(uint32_t begin, uint32_t end, std::string text) {
    parts_.push_back({begin, end, std::move(text)});
  }
  void erase(uint32_t begin, uint32_t end) { replace(begin, end, ""); }
  void insert(uint32_t at, std::string text) { replace(at, at, std::move(text)); }
  void add(const Edit& other) { parts_.insert(parts_.end(), other.parts_.begin(), other.parts_.end()); }
  bool empty() const { return parts_.empty(); }
  const std::vector<Replacement>& parts() const { return parts_; }

  std::string apply(std::string_view source) const {
    return apply(source, 0, static_cast<uint32_t>(source.size()));
  }
  // What becomes of the bytes [begin, end) of `source`; parts that lie outside do not count.
  std::string apply(std::string_view source, uint32_t begin, uint32_t end) const;

 private:
  std::vector<Replacement> parts_;
};

}  // namespace escdiff::reduce
