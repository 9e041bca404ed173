// Labels and branches of a function body.
#pragma once

#include <vector>

#include "solver/syntax/source.h"
#include "solver/syntax/symbol.h"
#include "solver/syntax/syntax_error.h"
#include "solver/syntax/tree.h"

namespace escdiff::syntax {

// Whose words the errors are in: gc finds them in its parser, and its type checker could do so as well.
enum class BranchWords : uint8_t { kParser, kTypeChecker };

// Appends gc's errors for `body`, a function's Block: branches outside of what they branch out of, labels
// that are missing, unused or declared twice, gotos over variables and into blocks. Function literals inside
// are not looked into: each has its own labels.
void check_branches(const SourceSet& sources, const Tree& tree, const SymbolTable& symbols, NodeId body,
                    BranchWords words, std::vector<SyntaxError>& errors);

}  // namespace escdiff::syntax
