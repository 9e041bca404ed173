// Programs that run to their end: what Policy::runnable adds to them. Loops and calls use up fuel, nothing
// waits for a channel, `go` is waited for, panics are recovered, and main prints a checksum of what it can
// see.
#pragma once

#include <functional>

#include "generator/context.h"
#include "generator/statements.h"

namespace escdiff::generator {

// Whether a runnable program may say it.
bool runnable(Feature feature);

// Puts `if tired() { break }` where the body of a loop begins.
void limit_turns(Context& context, NodeId block);
// The condition alone: at the latest, the program is tired when the fuel is used up.
NodeId tired(Context& context);
// Puts `if tired() { return ... }` before the body of the innermost function, when that could call itself: it
// has calls or loops among the nodes from `first_node` on.
void limit_calls(Context& context, NodeId body, size_t first_node);

// select { case `comm`: default: }
NodeId without_waiting(Context& context, NodeId comm);
// `go func() { ... }()`, and the wait for its end; false where nothing may be declared.
bool joined_go(Context& context, NodeId block);

// Adds what the value tells to the checksum; `value` makes its expression anew each time. `depth` is how many
// pointers, elements and fields to follow.
void digest(Context& context, NodeId block, TypeId type, int depth, const std::function<NodeId()>& value);

// `defer func() { recover() }()`, of what runs before main.
void recover_first(Context& context, NodeId block);
// Builds main's body; everything but init is built. The function's index.
uint32_t build_main(Context& context);
// Declares main, and what keeps account; nothing more is built that could call them.
void declare_main(Context& context, uint32_t main);

}  // namespace escdiff::generator
