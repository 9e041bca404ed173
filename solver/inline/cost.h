// What inlining a function's body would cost.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "solver/inline/callee.h"
#include "solver/ir/ir.h"
#include "solver/profile/profile.h"
#include "solver/types/program.h"

namespace escdiff::inlining {

struct BodyCost {
  int64_t cost = 0;
  std::string reason;  // not empty: the body holds something that is never inlined, and `cost` means nothing
};

// What the body of a callee costs where it would be inlined into the function at hand; nullopt when it would
// not be.
using CostOfCallee = std::function<std::optional<int32_t>(const Callee&)>;

BodyCost body_cost(types::Program& program, const ir::Module& module, ir::FunctionId function,
                   const profile::Profile& profile, const CostOfCallee& cost_of_callee);

}  // namespace escdiff::inlining
