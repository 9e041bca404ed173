// Which messages say what becomes of a value.
#pragma once

#include "diagnostic/message.h"

namespace escdiff::diagnostic {

// Whether a message of this kind says where a value lies or flows: on the stack or in the heap, to whom a
// parameter leaks.
bool tells_fate(Kind kind);

}  // namespace escdiff::diagnostic
