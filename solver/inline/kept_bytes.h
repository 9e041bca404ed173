// What later runs need to inline functions of a package without looking at it again, as bytes.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "solver/inline/library.h"

namespace escdiff::inlining {

// Of a function that can be inlined: its body's cost and those of the literals inside it, in the order of
// their FunctionIds; -1 for a literal that cannot.
using KeptCosts = std::vector<int32_t>;

// No bytes for a function that cannot be inlined, or is not known.
std::string costs_to_bytes(const Origin& function);
// Empty when the bytes are not what costs_to_bytes gave, or are none.
KeptCosts costs_from_bytes(std::string_view bytes);

// The functions of other packages whose bodies one hands on, by names that hold in every run.
std::string bodies_to_bytes(types::Program& program, const std::set<ir::ObjectId>& functions);
std::unordered_set<std::string_view> bodies_from_bytes(std::string_view bytes);
// "path.Function" or "path.Type.Method" of a declared function.
std::string lasting_name(types::Program& program, ir::ObjectId function);

}  // namespace escdiff::inlining
