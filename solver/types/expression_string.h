// Expressions as texts.
#pragma once

#include <string>

#include "solver/syntax/symbol.h"
#include "solver/syntax/tree.h"

namespace escdiff::types {

// As compile errors print an expression: `a + b`, `T{…}`, `func(x int) {…}`.
std::string expression_string(const syntax::Tree& tree, const syntax::SymbolTable& symbols,
                              syntax::NodeId node);

}  // namespace escdiff::types
