// Locations: everything that can hold a value or be pointed at, and the functions that they live in.
#pragma once

#include <cstdint>
#include <vector>

#include "base/id.h"
#include "solver/ir/ir.h"

namespace escdiff::escape {

using FrameId = Id<struct FrameTag>;
using LocationId = Id<struct LocationTag>;

// The locations that every graph has: they stand for no storage of their own.
inline constexpr LocationId kHeapLocation{0};  // the heap, globals, everything that the analysis cannot see
inline constexpr LocationId kMutatorLocation{1};  // pointers that are written through
inline constexpr LocationId kCalleeLocation{2};  // functions that are called without a trace of their results
inline constexpr LocationId kBlankLocation{3};   // values that nobody keeps
inline constexpr uint32_t kPseudoLocations = 4;

struct Location {
  ir::InstId inst;    // the expression that asks for this storage; none for variables and values on their way
  ir::LocalId local;  // the parameter, result or variable
  FrameId frame;      // the function that it belongs to; none for pseudo-locations
  int32_t loop_depth = 1;  // 1 = outside of loops; 0 = outlives even the function's own variables
  FrameId literal;         // of a func literal's storage: the literal's frame, if it is in the graph
  bool is_parameter = false;
  bool starts_on_heap = false;  // too large for a stack
};

// One function, method or literal of a call group.
struct Frame {
  ir::FunctionId function;
  FrameId parent;  // the function around a literal, if it is in the graph
  FrameId family;  // the frame at the end of the parents, maybe itself
  std::vector<LocationId> results;
  std::vector<LocationId> parameters;
};

}  // namespace escdiff::escape
