// Takes unused variables out of a program.
#pragma once

#include "comparator/reduce/edit.h"
#include "comparator/reduce/snapshot.h"

namespace escdiff::reduce {

// Drops the variable that `name` declares, with the assignments to it in the same function. Values that call
// or allocate stay, assigned to the blank name; trivial ones go. False when `name` declares no variable.
bool mend_unused_variable(const Snapshot& program, NodeId name, Edit& edit);

}  // namespace escdiff::reduce
