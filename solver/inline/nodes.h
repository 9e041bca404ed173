// How gc counts the parts of a function: its tree has more nodes for some operations than ours.
#pragma once

#include "solver/ir/ir.h"
#include "solver/types/program.h"

namespace escdiff::inlining {

// The nodes of gc's tree that stand for the operation `id` without its children.
int node_count(const types::Program& program, const ir::Module& module, ir::InstId id);
// Those of them that cost nothing because they yield no code.
int free_nodes(const ir::Module& module, ir::InstId id);

// The statement whose temporaries `pairs` assigns on, when that is one call or comma-ok expression: `a, b =
// f()`. gc counts these as it did when it had no temporaries for them; not those of a select's clause.
ir::InstId statement_taken_apart(const ir::Module& module, ir::InstId pairs);
// What the temporaries of such a statement with `count` values add to the number of nodes.
inline int nodes_of_temporaries(uint32_t count) { return 4 * static_cast<int>(count) + 1; }

}  // namespace escdiff::inlining
