// Tags: what is told about each parameter, to callers and in messages.
#pragma once

#include <vector>

#include "solver/escape/analysis.h"
#include "solver/escape/graph.h"
#include "solver/escape/solve.h"
#include "solver/escape/summary.h"
#include "solver/escape/unit.h"

namespace escdiff::escape {

// One fact a parameter of the frame's function, in order.
std::vector<ParameterFact> tag_parameters(Unit& unit, const Graph& graph, const Frame& frame,
                                          const Solution& solution);

Summary summarize(const Unit& unit, ir::FunctionId function, const std::vector<ParameterFact>& parameters);

}  // namespace escdiff::escape
