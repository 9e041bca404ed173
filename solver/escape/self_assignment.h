// Assignments that store into an object only what it holds already.
#pragma once

#include "solver/escape/unit.h"

namespace escdiff::escape {

// `b.buf = b.buf[n:m]`, `v.x = v.y`, `v.s[i] = v.s[j]`: no new pointer gets into the object, whatever the
// rest of the program does.
bool is_self_assignment(const Unit& unit, ir::InstId left, ir::InstId right);

}  // namespace escdiff::escape
