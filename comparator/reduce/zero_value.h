// Types and their zero values as source text.
#pragma once

#include <optional>
#include <string>

#include "comparator/reduce/snapshot.h"

namespace escdiff::reduce {

// `type` as the package itself would write it.
std::string type_text(const Snapshot& program, TypeId type);

// The shortest expression of the zero value of `type` where the context gives it that type: nil, 0, "", T{}.
// Nothing for types without one (tuples, untyped nil).
std::optional<std::string> zero_text(const Snapshot& program, TypeId type);
// The same for places that take their type from the expression: (*T)(nil), int8(0).
std::optional<std::string> typed_zero_text(const Snapshot& program, TypeId type);

// The zero value of the type that the node writes, found without facts: predeclared names and the types
// declared in the file are known. Nothing where that does not suffice.
std::optional<std::string> written_zero_text(const Snapshot& program, NodeId type);

// A statement that ends a function with these results: `return` when they have names, `return nil, 0`, or
// `panic(nil)`.
std::string terminating_text(const Snapshot& program, NodeId function_type);

}  // namespace escdiff::reduce
