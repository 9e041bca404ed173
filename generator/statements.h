// Statements. Builders append to a block; those that return bool say whether the program had what they need,
// and have appended nothing when they return false.
#pragma once

#include <functional>

#include "generator/context.h"

namespace escdiff::generator {

// What to do at the end of a block, after its unused variables have found a use.
using Ending = std::function<void(NodeId block)>;

// --- scopes.cpp
// Builds the body of `function`: parameters in scope, at most `limit` statements, a return at the end.
void function_body(Context& context, uint32_t function, uint32_t limit, const Ending& beginning = {});
// A block of its own, with `limit` statements at most. Variables from index `from` of Context::visible on get
// their use inside it (those that a header declared); `beginning` builds its first statements, `ending` its
// last.
struct Nested {
  uint32_t limit = 3;
  size_t from = SIZE_MAX;
  Ending beginning = {};
  Ending ending = {};
  bool loop = false;  // the body of one
};
NodeId nested(Context& context, const Nested& nested);
// Marks what is visible now; leave() forgets what came later (a header's variables).
size_t enter(const Context& context);
void leave(Context& context, size_t mark);
// `limit` statements at most; `at_least_one` makes none at all unlikely.
void statements(Context& context, NodeId block, uint32_t limit, bool at_least_one);
// Gives an unused variable a use: a flow where there is one; else, unless `or_not`, `_ = x`.
void use(Context& context, NodeId block, SymbolId symbol, bool or_not = false);
// `return` with values for the results of the innermost function.
void return_statement(Context& context, NodeId block);
void branch(Context& context, NodeId block, std::string_view keyword, int32_t label = -1);

// --- statements.cpp
// One statement (or a few that belong together); always succeeds.
void statement(Context& context, NodeId block);

// --- assignments.cpp
bool assignment(Context& context, Feature kind, NodeId block);
// `name := value` for a fresh variable of the type.
SymbolId define(Context& context, NodeId block, TypeId type, NodeId value);
// Several on each side, or one call on the right.
NodeId multi_assign(Context& context, std::string_view op, std::initializer_list<NodeId> left,
                    std::initializer_list<NodeId> right);
// `name = value` for a symbol, or a place of any form.
void store(Context& context, NodeId block, NodeId place, NodeId value);

// A type of the kind that a variable nearby has or leads to; when there is none, perhaps one of a variable
// that this declares in the block. Channels of direction `unfit` do not count. None when that fails.
TypeId near_kind(Context& context, NodeId block, TypeKind kind, ChanDir unfit = ChanDir::kBoth);

// --- self_assign.cpp: the assignments within one value that the analysis ignores.
bool self_assign(Context& context, NodeId block);

// --- effects.cpp: calls for their effect, go, defer, panic, closures in variables.
bool effect(Context& context, Feature kind, NodeId block);

// --- loops.cpp
bool loop(Context& context, Feature kind, NodeId block);

// --- branches.cpp
bool branching(Context& context, Feature kind, NodeId block);

}  // namespace escdiff::generator
