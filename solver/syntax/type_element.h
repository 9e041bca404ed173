// Telling elements of constraints from values.
#pragma once

#include "solver/syntax/tree.h"

namespace escdiff::syntax {

// Whether `x` can only be an element of a constraint, never a value: it is, or holds as an operand, a type
// that is written out or a ~ term. `*P` and `P | Q` can be either.
bool is_type_element(const Tree& tree, NodeId x);

}  // namespace escdiff::syntax
