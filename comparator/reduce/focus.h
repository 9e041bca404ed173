// The first guesses: what is looked for lies in known lines.
#pragma once

#include <span>

#include "comparator/reduce/pass.h"

namespace escdiff::reduce {

// Edits that keep the declarations on these lines alone; with the bodies of all that they use stubbed; and
// with all that they use as it is. To be tried in this order.
Proposals keep_focus(const Snapshot& program, std::span<const uint32_t> lines);

}  // namespace escdiff::reduce
