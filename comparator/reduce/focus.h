// The first guesses: what is looked for lies in known lines.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "comparator/reduce/pass.h"

namespace escdiff::reduce {

// Edits that keep the declarations on these lines alone; with the bodies of all that they use stubbed; and
// with all that they use as it is. To be tried in this order.
Proposals keep_focus(const Snapshot& program, std::span<const uint32_t> lines);

// Names the function that holds one of the lines, so that it can be found again in another program: its name,
// and its receiver's type. Empty when there is none.
std::string function_at(const Snapshot& program, std::span<const uint32_t> lines);
// Which of the program's functions, counted from 0, has this name.
std::optional<size_t> function_index(const Snapshot& program, std::string_view name);
// The opposite; empty when there are not so many.
std::string function_name(const Snapshot& program, size_t index);

}  // namespace escdiff::reduce
