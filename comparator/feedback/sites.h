// The places of a program that mutations change, and what they can put there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "comparator/reduce/snapshot.h"
#include "generator/choices.h"

namespace escdiff::feedback {

using reduce::NodeId;
using reduce::NodeKind;
using reduce::Snapshot;
using reduce::TypeId;

// Whether another value of the same type can stand in the place of `node`.
bool is_replaceable(const Snapshot& program, NodeId node);

// The function declaration that holds `node`; none at package level.
NodeId function_around(const Snapshot& program, NodeId node);

// Expressions that can be evaluated anywhere in `function` once what they name is declared: those of the
// function, and package-level variables.
std::vector<NodeId> values_for(const Snapshot& program, NodeId function);
// Of those, what can be assigned to.
bool is_variable(const Snapshot& program, NodeId value);

// An expression of `type` from `values`, none of them `without`: one of them, or its address or what it
// points at. Nothing when there is none.
std::optional<std::string> pick_value(const Snapshot& program, const std::vector<NodeId>& values, TypeId type,
                                      NodeId without, generator::Choices& choices);

// One of a list that is not empty.
template <class T>
const T& pick(const std::vector<T>& list, generator::Choices& choices) {
  return list[choices.draw(static_cast<uint32_t>(list.size()))];
}

// The white space that the line of `node` begins with.
std::string indentation(const Snapshot& program, NodeId node);

}  // namespace escdiff::feedback
