// Paths along which values escape, found after the fact from the trail of a graph.
#pragma once

#include <vector>

#include "solver/escape/explanation.h"
#include "solver/escape/graph.h"
#include "solver/escape/trail.h"

namespace escdiff::escape {

// Of the many paths that make a value escape gc reports those that its own search meets first, and parameters
// each time that a search meets them; so does this one, which visits locations in the same order (README.md,
// "Explanations"). Quadratic in the worst case: only for those who ask why.
std::vector<Explanation> explain(const Graph& graph, const Trail& trail);

}  // namespace escdiff::escape
