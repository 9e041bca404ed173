// Ways from variables in scope to values and places of a wanted type: x, &x, *p, p.f, s[i], m[k], <-c, f(),
// v.(T).
#pragma once

#include <array>
#include <string_view>

#include "generator/context.h"

namespace escdiff::generator {

enum class Step : uint8_t {
  kDereference,
  kField,
  kIndex,
  kMapIndex,
  kReceive,
  kCall,
  kAssert,
  kAddress,
  kWhole,  // [:] of an array
};

struct PathStep {
  Step step;
  bool embedded;
  TypeId type;  // of the operand, before the step
  std::string_view member;
};

// A way from a variable to a value; few steps, so no heap.
struct Path {
  SymbolId root;
  uint8_t length = 0;
  bool addressable = true;
  TypeId type;  // where it leads
  std::array<PathStep, 5> steps;
};

// What the end of a path must be good for.
enum class PathUse : uint8_t {
  kValue,
  kPlace,   // may stand on the left of =
  kDirect,  // the variable itself, as value
};

struct PathQuery {
  TypeId type;
  PathUse use = PathUse::kValue;
  uint32_t max_steps = 2;
  bool params_only = false;  // start at parameters, and leave them by a dereference at least; however far
  bool globals_only = false;
};

// Draws one path by weight; a path without root when there is none.
Path pick_path(Context& context, const PathQuery& query);
// The sum of the weights of the paths that answer the query; 0 when there is none.
uint32_t count_paths(Context& context, const PathQuery& query);
// The expression that walks it.
NodeId path_node(Context& context, const Path& path, PathUse use);
// pick_path and path_node; none when there is no path.
NodeId path_to(Context& context, const PathQuery& query);

// A small index: a literal below `bound`, or an integer variable.
NodeId index_node(Context& context, uint32_t bound);

}  // namespace escdiff::generator
