// Programs beside a program: each differs from it in one place, and is neither simpler nor smaller for that.
// Where a program shows something, those that still show it tell what of it matters.
#pragma once

#include "comparator/reduce/pass.h"

namespace escdiff::reduce {

// A value gives way to another one, or goes somewhere else than it did; a type to another type; a loop loses
// its header. For small typed programs: the number grows with the square of their size.
Proposals alterations(const Snapshot& program);

// Those of them that are about loops.
Proposals loop_alterations(const Snapshot& program);

}  // namespace escdiff::reduce
