// A poor man's checker for programs that the type checker refuses: it sees names, not types.
#pragma once

#include <vector>

#include "comparator/reduce/snapshot.h"

namespace escdiff::reduce {

// Names that nothing declares, variables and imports that nothing uses, functions that end without a return;
// in the words of the type checker. Scopes are not told apart: a name counts as declared when anything
// declares it.
std::vector<Problem> check_names(const Snapshot& program);

}  // namespace escdiff::reduce
