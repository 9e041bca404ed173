// Trees back to text: whole files for people and compilers, expressions for messages.
#pragma once

#include <string>

#include "solver/syntax/symbol.h"
#include "solver/syntax/tree.h"

namespace escdiff::syntax {

// `node` (a File, declaration, statement, expression or type) laid out as gofmt would lay it out, without
// comments. Parsing the text of a File gives an equal tree (walk.h, equal_trees).
std::string format_source(const Tree& tree, const SymbolTable& symbols, NodeId node);

// `node` on one line as the compiler's messages spell it: bodies of function and composite literals are
// `{…}`. A List prints its elements with commas.
std::string print_expression(const Tree& tree, const SymbolTable& symbols, NodeId node);

}  // namespace escdiff::syntax
