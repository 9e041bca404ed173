#include "solver/inline/can_inline.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "solver/inline/bottom_up.h"
#include "solver/inline/cost.h"
#include "solver/inline/exported_bodies.h"
#include "solver/inline/nodes.h"
#include "solver/syntax/tree.h"

namespace escdiff::inlining {

using ir::FunctionId;
using ir::InstId;
using ir::Op;

void KnownFunctions::enter(types::Program& program, types::PackageId package) {
  program_ = &program;
  package_ = package;
  if (inlined_.size() < program.packages.size()) inlined_.resize(program.packages.size());
}

namespace {

constexpr int32_t kNever = -1, kNotAsked = -2;

bool is_instance(const types::Object& function) { return function.origin.has_value(); }

}  // namespace

void KnownFunctions::set(ir::ObjectId object, const Verdict& verdict) {
  if (object.index >= costs_.size()) costs_.resize(object.index + 1, kNotAsked);
  costs_[object.index] = verdict.can_inline ? verdict.cost : kNever;
}

void KnownFunctions::note_inlined(ir::ObjectId object) {
  const types::Object& function = program_->objects[object];
  if (function.package != package_ && !is_instance(function)) inlined_[package_.index].insert(object);
}

const std::set<ir::ObjectId>& KnownFunctions::handed_on(types::PackageId package) {
  static const std::set<ir::ObjectId> kNone;
  if (package.index >= inlined_.size() || inlined_[package.index].empty()) return kNone;
  if (package.index >= handed_on_.size()) handed_on_.resize(package.index + 1);
  std::optional<std::set<ir::ObjectId>>& found = handed_on_[package.index];
  if (!found) {
    found = exported_bodies(*program_, package, inlined_[package.index],
                            [this](ir::ObjectId function) { return body_cost(function).has_value(); });
  }
  return *found;
}

bool KnownFunctions::has_body(ir::ObjectId object) {
  const types::PackageId owner = program_->objects[object].package;
  if (is_instance(program_->objects[object]) || owner == package_)
    return true;  // every package makes its own
  const std::vector<types::PackageId>& imports = program_->packages[package_].imports;
  return std::any_of(imports.begin(), imports.end(), [&](types::PackageId import) {
    return import == owner || handed_on(import).contains(object) ||
           (kept_ != nullptr && kept_->hands_on(import, object));
  });
}

std::optional<int32_t> KnownFunctions::body_cost(ir::ObjectId object) {
  if (!object.has_value()) return std::nullopt;
  if (object.index >= costs_.size()) costs_.resize(object.index + 1, kNotAsked);
  if (costs_[object.index] == kNotAsked && kept_ != nullptr)
    costs_[object.index] = kept_->cost(object).value_or(kNever);
  return costs_[object.index] >= 0 ? std::optional(costs_[object.index]) : std::nullopt;
}

std::optional<int32_t> KnownFunctions::cost(ir::ObjectId object) {
  const std::optional<int32_t> cost = body_cost(object);
  return cost && has_body(object) ? cost : std::nullopt;
}

namespace {

// A directive or a missing body that forbids inlining whatever the body would cost; empty: nothing does.
std::string_view impossible(const ir::Function& function) {
  struct Forbidding {
    uint32_t pragma;
    std::string_view reason;
  };
  constexpr Forbidding kForbidding[] = {
      {syntax::kPragmaNoinline, "marked go:noinline"},
      {syntax::kPragmaCgoUnsafeArgs, "marked go:cgo_unsafe_args"},
      {syntax::kPragmaUintptrKeepAlive, "marked as having a keep-alive uintptr argument"},
      {syntax::kPragmaUintptrEscapes, "marked as having an escaping uintptr argument"},
      {syntax::kPragmaYeswritebarrier, "marked go:yeswritebarrierrec"},
  };
  for (const Forbidding& one : kForbidding) {
    if ((function.pragmas & one.pragma) != 0) return one.reason;
  }
  return function.body.has_value() ? std::string_view() : "no function body";
}

class Decider {
 public:
  Decider(types::Program& program, const ir::Module& module, const profile::Profile& profile,
          KnownFunctions& known)
      : program_(program),
        module_(module),
        profile_(profile),
        known_(known),
        verdicts_(module.functions.size()) {}

  std::vector<Verdict> run() {
    forget_instances();
    for (const std::vector<FunctionId>& group : bottom_up(module_)) {
      for (const FunctionId function : group) decide(function);
    }
    return std::move(verdicts_);
  }

 private:
  void decide(FunctionId id);
  // Other packages may have compiled the same ones; here they are not decided yet.
  void forget_instances() {
    for (uint32_t i = 0; i < module_.functions.size(); ++i) {
      const ir::ObjectId object = module_.functions[FunctionId(i)].object;
      if (object.has_value() && is_instance(program_.objects[object])) known_.set(object, Verdict());
    }
  }

  types::Program& program_;
  const ir::Module& module_;
  const profile::Profile& profile_;
  KnownFunctions& known_;
  std::vector<Verdict> verdicts_;
};

void Decider::decide(FunctionId id) {
  const ir::Function& function = module_.functions[id];
  const bool is_package_initialization = !function.object.has_value() && !function.parent.has_value();
  if (verdicts_[id.index].decided || is_package_initialization) return;
  Verdict found =
      verdict_of(program_, module_, id, profile_, known_, [this](FunctionId literal) -> const Verdict& {
        decide(literal);
        return verdicts_[literal.index];
      });
  verdicts_[id.index] = std::move(found);
  if (function.object.has_value()) known_.set(function.object, verdicts_[id.index]);
}

}  // namespace

// Recursive calls meet functions that are not decided yet and count as calls.
Verdict verdict_of(types::Program& program, const ir::Module& module, FunctionId id,
                   const profile::Profile& profile, KnownFunctions& known,
                   const std::function<const Verdict&(FunctionId)>& literal_verdict) {
  const ir::Function& function = module.functions[id];
  Verdict verdict{
      .decided = true, .can_inline = false, .cost = 0, .reason = std::string(impossible(function))};
  if (!verdict.reason.empty()) return verdict;
  const profile::Inlining& limits = profile.inlining;
  const int32_t callee_budget =
      is_big(program, module, id, profile) ? limits.big_function_budget : limits.budget;
  const auto cost_of_callee = [&](const Callee& callee) {
    std::optional<int32_t> cost;
    if (!callee.literal.has_value()) {
      cost = known.cost(callee.object);
    } else if (const Verdict& called = literal_verdict(callee.literal); called.can_inline) {
      cost = called.cost;
    }
    const int32_t limit = callee.literal.has_value() ? 2 * callee_budget : callee_budget;
    return cost && *cost <= limit ? cost : std::nullopt;
  };
  const BodyCost body = body_cost(program, module, id, profile, cost_of_callee);
  const bool literal = function.parent.has_value();
  const int32_t budget = literal ? std::max(limits.budget, limits.only_call_budget) : limits.budget;
  if (!body.reason.empty()) {
    verdict.reason = body.reason;
  } else if (body.cost > budget) {
    verdict.reason = fmt::format("function too complex: cost {} exceeds budget {}", body.cost, budget);
  } else {
    verdict.can_inline = true;
    verdict.cost = static_cast<int32_t>(body.cost);
  }
  return verdict;
}

std::vector<Verdict> decide(types::Program& program, const ir::Module& module,
                            const profile::Profile& profile, KnownFunctions& known) {
  return Decider(program, module, profile, known).run();
}

namespace {

class NodeCounter {
 public:
  NodeCounter(const types::Program& program, const ir::Module& module) : program_(program), module_(module) {}

  void count(InstId id) {
    if (!id.has_value()) return;
    if (module_[id].op == Op::kCommClause) received_.insert(module_.child(id, 0));
    if (module_[id].op == Op::kAssignPairs) return pairs(id);
    total += node_count(program_, module_, id);
    if (keeps_alive(id)) ++total;  // gc converts the address to an unsafe.Pointer first
    bool kept = false;
    for (const InstId child : module_.children(id)) {
      count(child);
      // gc has a block of each statement and the calls behind it that keep alive what it computes.
      const bool keeps =
          child.has_value() && module_[child].op == Op::kEvaluate && keeps_alive(module_.child(child, 0));
      if (keeps && !kept) ++total;
      kept = keeps;
    }
  }

  int64_t total = 1;  // the function itself

 private:
  bool keeps_alive(InstId id) const {
    return module_[id].op == Op::kRuntimeCall &&
           program_.symbols.text(ir::Symbol(module_[id].extra)) == "KeepAlive";
  }

  void pairs(InstId id) {
    ++total;
    const InstId source = statement_taken_apart(module_, id);
    if (source.has_value() && !received_.contains(source)) total -= nodes_of_temporaries(module_[id].count);
    for (const InstId pair : module_.children(id)) {
      for (const InstId part : module_.children(pair)) count(part);
    }
  }

  const types::Program& program_;
  const ir::Module& module_;
  std::set<InstId> received_;  // the operations of select's clauses
};

}  // namespace

bool is_big(const types::Program& program, const ir::Module& module, FunctionId function,
            const profile::Profile& profile) {
  NodeCounter counter(program, module);
  counter.count(module.functions[function].body);
  return counter.total >= profile.inlining.big_function_nodes;
}

}  // namespace escdiff::inlining
