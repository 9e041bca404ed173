// From the IR of a call group to its graph. One walk in source order, literals where they stand.
#pragma once

#include <vector>

#include "solver/escape/analysis.h"
#include "solver/escape/graph.h"
#include "solver/escape/hole.h"
#include "solver/escape/solve.h"
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

// Tells `unit.reached`, which is not null, what a group's solution and the tags of a function came to.
void reach_solution(Unit& unit, const Graph& graph, const Solution& solution);
void reach_parameters(Unit& unit, const std::vector<ParameterFact>& parameters);

}  // namespace escdiff::escape
