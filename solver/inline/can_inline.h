// Which functions can be inlined: gc's cost model. Whether a call then is inlined is another question.
#pragma once

#include <functional>
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

// What an earlier run found out about packages that this one does not look at.
class KeptVerdicts {
 public:
  virtual ~KeptVerdicts() = default;
  // The cost of a declared function's body; nullopt when it cannot be inlined, or nothing was kept of it.
  virtual std::optional<int32_t> cost(ir::ObjectId function) = 0;
  // Whether `package`, another one than its own, hands on the body of `function`.
  virtual bool hands_on(types::PackageId package, ir::ObjectId function) = 0;
};

// The declared functions of the packages that were looked at so far. gc learns bodies from the packages that
// the one at hand imports: their own, and those of others that were inlined there.
class KnownFunctions {
 public:
  // `kept` may be null.
  explicit KnownFunctions(KeptVerdicts* kept = nullptr) : kept_(kept) {}
  // From now on questions are those of `package`, whose imports were looked at.
  void enter(types::Program& program, types::PackageId package);
  void set(ir::ObjectId object, const Verdict& verdict);
  // `object` was inlined into the package at hand.
  void note_inlined(ir::ObjectId object);
  // The declared functions of other packages whose bodies one that was looked at hands on
  // (exported_bodies.h).
  const std::set<ir::ObjectId>& handed_on(types::PackageId package);
  // The cost of the body; nullopt when it cannot be inlined, or the package at hand does not know it.
  std::optional<int32_t> cost(ir::ObjectId object);
  // Likewise, whether or not the package at hand knows it.
  std::optional<int32_t> body_cost(ir::ObjectId object);

 private:
  bool has_body(ir::ObjectId object);

  KeptVerdicts* kept_;
  types::Program* program_ = nullptr;
  types::PackageId package_;
  std::vector<int32_t> costs_;                                    // by ObjectId; kNever, kNotAsked
  std::vector<std::set<ir::ObjectId>> inlined_;                   // by PackageId: functions of other packages
  std::vector<std::optional<std::set<ir::ObjectId>>> handed_on_;  // by PackageId: when somebody asked
};

// Decides about all functions of a module that belong to the package which `known` was entered for; its own
// declared functions are added. `module` is in the front end's form, with Local::reassigned set. By
// FunctionId; package initialization stays undecided.
std::vector<Verdict> decide(types::Program& program, const ir::Module& module,
                            const profile::Profile& profile, KnownFunctions& known);

// Decides about one function of a module, with what is known now. `literal_verdict` decides about those that
// it calls.
Verdict verdict_of(types::Program& program, const ir::Module& module, ir::FunctionId function,
                   const profile::Profile& profile, KnownFunctions& known,
                   const std::function<const Verdict&(ir::FunctionId)>& literal_verdict);

// Whether gc calls `function` big, so that only very small functions are inlined into it.
bool is_big(const types::Program& program, const ir::Module& module, ir::FunctionId function,
            const profile::Profile& profile);

}  // namespace escdiff::inlining
