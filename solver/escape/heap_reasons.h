// Storage that lives on the heap whatever its address flows to, because a stack has no room for it.
#pragma once

#include "solver/escape/unit.h"

namespace escdiff::escape {

inline constexpr uint64_t kPointerSize = 8;

// Implicit storage of `size` bytes: new, &T{}, make, literals, method values.
bool is_too_large(const Unit& unit, uint64_t size);
// A declared variable.
bool variable_starts_on_heap(Unit& unit, ir::LocalId local);
// What the expression `inst` (no func literal) allocates.
bool allocation_starts_on_heap(Unit& unit, ir::InstId inst);
// A make of elements without size: it starts there, too, however little it needs.
bool makes_empty_elements(Unit& unit, ir::InstId inst);

}  // namespace escdiff::escape
