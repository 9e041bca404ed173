// The fixed point: which locations must live on the heap, and where parameters leak to.
#pragma once

#include <vector>

#include "solver/escape/graph.h"
#include "solver/escape/leaks.h"
#include "solver/escape/rules.h"

namespace escdiff::escape {

struct SolveOptions {
  uint32_t result_slots = 5;  // results that a tag can name
  int max_derefs = 254;       // that a tag can hold
  Rule wrong_rule = Rule::kNone;
};

// Facts about each location of a graph.
struct Solution {
  std::vector<bool> escapes;  // by location: its storage is on the heap
  std::vector<bool> mutated;  // by location: the value may be a pointer that is written through
  std::vector<Leaks> leaks;   // by location; of parameters, normalized; empty for others

  friend bool operator==(const Solution&, const Solution&) = default;
};

// The least solution. It does not depend on the order of locations or edges.
// Cost: linear in the graph for a given nesting of loops and literals, and a given number of results a
// function; see README.md for the argument.
Solution solve(const Graph& graph, const SolveOptions& options);

}  // namespace escdiff::escape
