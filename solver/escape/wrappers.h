// Method wrappers: functions that gc makes so that a method can be called in another way than it was
// declared, for (*T).M of a T.M, for promoted methods, interfaces and method values. They pass everything on,
// so that no message speaks of them, with one exception: several results go through temporaries, and one that
// is too large for a stack is moved to the heap.
#pragma once

#include <cstdint>
#include <vector>

#include "solver/escape/unit.h"

namespace escdiff::escape {

// The numbers of such temporaries, `.autotmp_N`, once for each time that gc reports one.
std::vector<uint32_t> oversized_wrapper_temporaries(Unit& unit, types::PackageId package);

}  // namespace escdiff::escape
