// Which functions can be inlined: gc's cost model. Whether a call then is inlined is another question.
#pragma once

#include <optional>
#include <set>
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

// The declared functions of the packages that were looked at so far. gc learns bodies from the packages that
// the one at hand imports: their own, and those of others that were inlined there.
class KnownFunctions {
 public:
  // From now on questions are those of `package`, whose imports were looked at.
  void enter(const types::Program& program, types::PackageId package);
  void set(ir::ObjectId object, const Verdict& verdict);
  // `object` was inlined into the package at hand.
  void note_inlined(ir::ObjectId object);
  // The cost of the body; nullopt when it cannot be inlined, or the package at hand does not know it.
  std::optional<int32_t> cost(ir::ObjectId object) const;

 private:
  bool has_body(ir::ObjectId object) const;

  const types::Program* program_ = nullptr;
  types::PackageId package_;
  std::vector<int32_t> costs_;                   // by ObjectId; -1: never inlined
  std::vector<std::set<ir::ObjectId>> inlined_;  // by PackageId: functions of other packages
};

// Decides about all functions of a package, whose imports are in `known`; its own declared functions are
// added. `module` is in the front end's form, with Local::reassigned set. By FunctionId; package
// initialization stays undecided.
std::vector<Verdict> decide(types::Program& program, const ir::Module& module,
                            const profile::Profile& profile, KnownFunctions& known);

// Whether gc calls `function` big, so that only very small functions are inlined into it.
bool is_big(const ir::Module& module, ir::FunctionId function, const profile::Profile& profile);

}  // namespace escdiff::inlining
