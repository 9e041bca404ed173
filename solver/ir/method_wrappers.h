// Method wrappers: the functions that gc makes so that a method can be called in another way than it was
// declared, for
// (*T).M of a T.M, for promoted methods, methods of interfaces and method values. They pass everything on.
// Their messages are those of `-m=2`: paths of parameters.
#pragma once

#include <functional>
#include <optional>

#include "solver/ir/lower.h"

namespace escdiff::ir {

// Adds the wrappers that gc compiles with `package` to its IR. They have no positions; a refusal names the
// type. `is_compiled_alike`: whether -l counts for that package, too, so that nothing of it is inlined.
std::optional<Unsupported> add_method_wrappers(
    types::Program& program, types::PackageId package, Module& module,
    const std::function<bool(types::PackageId)>& is_compiled_alike);

}  // namespace escdiff::ir
