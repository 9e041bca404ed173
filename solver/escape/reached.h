// Which rules of the analysis a program reached: filled only where somebody steers programs by it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace escdiff::escape {

// What a rule is about, and the words for its details.
enum class ReachedKind : uint8_t {
#define REACHED(name, text, ...) k##name,
#include "solver/escape/reached.def"
#undef REACHED
};

// The operations of the IR that the walk comes by, as names of flows, targets and statements spell them.
std::vector<std::string_view> reached_operations();

// A set of rules. A rule is a kind and what distinguishes its cases: an operation, a place, a number of
// dereferences.
class ReachedRules {
 public:
  // Details as reached.def lists them; numbers are bounded by what has a name of its own.
  void add(ReachedKind kind, std::initializer_list<int> details);
  // Each once, in the order of their names: "flow: IndexSlice, heap, 1".
  std::vector<std::string> names() const;

 private:
  std::vector<uint64_t> keys_;
};

}  // namespace escdiff::escape
