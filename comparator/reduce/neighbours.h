// The programs around a small one.
#pragma once

#include <string>
#include <vector>

#include "comparator/reduce/snapshot.h"

namespace escdiff::reduce {

// Every valid program that one proposal of a pass, or one alteration, makes of `program`: each once, in its
// canonical form, in a fixed order. Nothing when `program` does not check.
std::vector<std::string> neighbours(const std::string& program, const Context& context);

}  // namespace escdiff::reduce
