// Which functions can be inlined: gc's cost model. Whether a call then is inlined is another question.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "solver/ir/ir.h"
#include "solver/profile/profile.h"
#include "solver/types/program.h"

namespace escdiff::inlining {

// What is known of one function.
struct Verdict {
  bool decided = false;
  bool can_inline = false;
  int32_t cost = 0;    // of the body, when it can
  std::string reason;  // when it cannot
};

// The declared functions of the packages that were looked at so far.
class KnownFunctions {
 public:
  void set(ir::ObjectId object, const Verdict& verdict) {
    if (object.index >= costs_.size()) costs_.resize(object.index + 1, -1);
    costs_[object.index] = verdict.can_inline ? verdict.cost : -1;
  }
  // The cost of the body; nullopt when it cannot be inlined.
  std::optional<int32_t> cost(ir::ObjectId object) const {
    if (object.index >= costs_.size() || costs_[object.index] < 0) return std::nullopt;
    return costs_[object.index];
  }

 private:
  std::vector<int32_t> costs_;
};

// Decides about all functions of a package, whose imports are in `known`; its own declared functions are
// added. `module` is in the front end's form, with Local::reassigned set. By FunctionId; package
// initialization stays undecided.
std::vector<Verdict> decide(types::Program& program, const ir::Module& module,
                            const profile::Profile& profile, KnownFunctions& known);

// Whether gc calls `function` big, so that only very small functions are inlined into it.
bool is_big(const ir::Module& module, ir::FunctionId function, const profile::Profile& profile);

}  // namespace escdiff::inlining
