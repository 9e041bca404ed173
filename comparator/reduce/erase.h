// Edits that take something out of a program and leave it well formed.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "comparator/reduce/edit.h"
#include "comparator/reduce/snapshot.h"

namespace escdiff::reduce {

// `node`, with the semicolon behind it when it stands in a list of statements, specs, fields or declarations.
void erase_node(const Snapshot& program, NodeId node, Edit& edit);
// The items at `indices` (ascending) of a list with commas, with the commas that they leave over.
void erase_items(const Snapshot& program, NodeId list, std::span<const uint32_t> indices, Edit& edit);
void erase_item(const Snapshot& program, NodeId list, uint32_t index, Edit& edit);
// The //go: directives above a declaration, a line each.
std::string directives_above(const Snapshot& program, NodeId declaration);
// Where a declaration begins together with the directives (//go:noinline) above it.
uint32_t begin_with_directives(const Snapshot& program, NodeId declaration);
// A declaration of the file and its directives.
void erase_declaration(const Snapshot& program, NodeId declaration, Edit& edit);
// A spec, and its whole declaration when nothing else is in it.
void erase_spec(const Snapshot& program, NodeId spec, Edit& edit);
// What can go as a whole around `node`: its statement, spec, field, method, case, or declaration. False when
// the surroundings cannot go (a package clause).
bool erase_around(const Snapshot& program, NodeId node, Edit& edit);

// The index of `item` among the children of its parent.
uint32_t index_in_parent(const Snapshot& program, NodeId item);
// The node without the parentheses around it.
NodeId unparenthesized(const Snapshot& program, NodeId node);
// Whether evaluating the expression neither calls nor allocates nor converts: it may go unnoticed.
bool is_trivial(const Snapshot& program, NodeId expression);

}  // namespace escdiff::reduce
