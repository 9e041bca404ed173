// One package under analysis.
#pragma once

#include <vector>

#include "solver/escape/location.h"
#include "solver/escape/reached.h"
#include "solver/escape/rules.h"
#include "solver/escape/summary.h"
#include "solver/escape/type_facts.h"
#include "solver/ir/ir.h"
#include "solver/profile/profile.h"
#include "solver/types/program.h"

namespace escdiff::escape {

struct Unit {
  types::Program& program;
  const ir::Module& module;
  const profile::Profile& profile;
  const ProgramSummaries& imported;  // of the packages that this one imports
  Rule wrong_rule = Rule::kNone;
  ReachedRules* reached = nullptr;  // null unless somebody asks
  TypeFacts types{program};
  std::vector<ir::FunctionId> declared{};  // by ObjectId: the function of this package, if it is one
  std::vector<bool> has_labels{};          // by FunctionId, of what call_groups has looked at
  // Of the call group whose graph is being built; none for all others.
  std::vector<FrameId> frame_of{};        // by FunctionId
  std::vector<LocationId> location_of{};  // by LocalId

  bool is_wrong(Rule rule) const { return wrong_rule == rule; }
  ir::FunctionId declared_function(ir::ObjectId object) const {
    return object.has_value() && object.index < declared.size() ? declared[object.index] : ir::FunctionId();
  }
  // The body's ops, type etc. of one instruction.
  const ir::Inst& operator[](ir::InstId id) const { return module[id]; }
};

}  // namespace escdiff::escape
