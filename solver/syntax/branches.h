// Labels and branches of a function body.
#pragma once

#include <vector>

#include "solver/syntax/source.h"
#include "solver/syntax/symbol.h"
#include "solver/syntax/syntax_error.h"
#include "solver/syntax/tree.h"

namespace escdiff::syntax {

// Appends gc's errors for `body`, a function's Block: branches outside of what they branch out of, labels
// that are missing, unused or declared twice, gotos over variables and into blocks. Function literals inside
// are not looked into: each has its own labels.
void check_branches(const SourceSet& sources, const Tree& tree, const SymbolTable& symbols, NodeId body,
                    std::vector<SyntaxError>& errors);

}  // namespace escdiff::syntax
