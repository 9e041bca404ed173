// From the IR of a call group to its graph. One walk in source order, literals where they stand.
#pragma once

#include <vector>

#include "solver/escape/analysis.h"
#include "solver/escape/graph.h"
#include "solver/escape/hole.h"
#include "solver/escape/summary.h"
#include "solver/escape/trail.h"
#include "solver/escape/unit.h"

namespace escdiff::escape {

struct BuiltGraph {
  Graph graph;
  std::vector<SelfAssignmentFact> self_assignments;
  Trail trail;                        // when asked for
  std::vector<CaptureFact> captures;  // likewise
};

// The graph of the functions in `group`, which call one another or functions that have a summary already.
BuiltGraph build_graph(Unit& unit, const std::vector<ir::FunctionId>& group, const Summaries& summaries,
                       bool keeps_trail = false);

}  // namespace escdiff::escape
