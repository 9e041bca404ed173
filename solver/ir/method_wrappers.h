// Method wrappers: the functions that gc makes so that a method can be called in another way than it was
// declared: (*T).M of a T.M, promoted methods, methods of interfaces, method values. They pass everything on.
// Messages speak of what is inlined into them and of large results; those of -m=2, of their parameters.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "solver/ir/lower.h"

namespace escdiff::ir {

struct WrapperOptions {
  // Whether gc inlines the method, a declared one or that of an instance; nullopt: that is not known.
  std::function<std::optional<bool>(ObjectId)> is_inlined;
  // All of them; else those that have something to say without paths: what is inlined into them, or results
  // larger than `variable_limit` bytes, which go to the heap.
  bool all = false;
  int64_t variable_limit = 0;
};

// Adds the wrappers of types that gc compiles with a package to `module`, its IR. `source` is the package in
// the front end's form, or `module` itself. The wrappers are the functions that are new. A refusal names the
// method.
std::optional<Unsupported> add_method_wrappers(types::Program& program, const Module& source, Module& module,
                                               const WrapperOptions& options);

// The canonical type of a receiver, and a method's name.
using MethodValue = std::pair<TypeId, Symbol>;
MethodValue method_value_of(types::Program& program, const Module& module, InstId method_value);

// Likewise the wrappers of method values that are not in `made`, which they join: of `values` in `source`.
std::optional<Unsupported> add_method_value_wrappers(types::Program& program, const Module& source,
                                                     std::span<const InstId> values, Module& module,
                                                     const WrapperOptions& options,
                                                     std::set<MethodValue>& made);

}  // namespace escdiff::ir
