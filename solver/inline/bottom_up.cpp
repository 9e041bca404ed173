#include "solver/inline/bottom_up.h"

#include <algorithm>
#include <map>

#include "solver/ir/walk.h"

namespace escdiff::inlining {

using ir::FunctionId;
using ir::InstId;
using ir::Op;

namespace {

// Tarjan's components, but a capturing literal never is the root of one. An explicit path, since call chains
// may be long.
class Groups {
 public:
  explicit Groups(const ir::Module& module) : module_(module), states_(module.functions.size()) {
    for (uint32_t i = 0; i < module.functions.size(); ++i) {
      const ir::ObjectId object = module.functions[FunctionId(i)].object;
      if (object.has_value()) declared_[object] = FunctionId(i);
    }
  }

  void visit(FunctionId root) {
    if (states_[root.index].number != 0) return;
    enter(root);
    while (!path_.empty()) {
      Step& step = path_.back();
      if (step.next == step.mentions.size()) {
        leave();
        continue;
      }
      const FunctionId callee = step.mentions[step.next++];
      const State& state = states_[callee.index];
      if (state.number == 0) {
        enter(callee);
      } else if (state.is_open) {
        lower(step.function, state.number);
      }
    }
  }

  std::vector<std::vector<FunctionId>> groups;

 private:
  struct State {
    uint32_t number = 0;  // in the order of the visits, from 1
    uint32_t lowest = 0;  // the least number of an open function that it reaches
    bool is_open = false;
  };
  struct Step {
    FunctionId function;
    std::vector<FunctionId> mentions;
    size_t next = 0;
  };

  std::vector<FunctionId> mentions(FunctionId function) const {
    std::vector<FunctionId> found;
    ir::visit(module_, module_.functions[function].body, [&](InstId id) {
      switch (module_[id].op) {
        case Op::kFunctionName:
        case Op::kMethodExpression:
        case Op::kMethodValue:
        case Op::kCallMethod:
          if (const auto callee = declared_.find(module_.object(id)); callee != declared_.end()) {
            found.push_back(callee->second);
          }
          break;
        case Op::kClosure: found.push_back(module_.function(id)); break;
        default: break;
      }
      return true;
    });
    return found;
  }

  void enter(FunctionId function) {
    const uint32_t number = ++count_;
    states_[function.index] = {number, number, true};
    open_.push_back(function);
    path_.push_back({function, mentions(function), 0});
  }

  void lower(FunctionId function, uint32_t number) {
    states_[function.index].lowest = std::min(states_[function.index].lowest, number);
  }

  void leave() {
    const FunctionId function = path_.back().function;
    path_.pop_back();
    const State& state = states_[function.index];
    if (!path_.empty()) lower(path_.back().function, state.lowest);
    if (state.lowest != state.number || !module_.functions[function].captures.empty()) return;
    const auto first = std::find(open_.rbegin(), open_.rend(), function).base() - 1;
    groups.emplace_back(first, open_.end());
    for (auto it = first; it != open_.end(); ++it) states_[it->index].is_open = false;
    open_.erase(first, open_.end());
  }

  const ir::Module& module_;
  std::map<ir::ObjectId, FunctionId> declared_;
  std::vector<State> states_;
  std::vector<FunctionId> open_;
  std::vector<Step> path_;
  uint32_t count_ = 0;
};

}  // namespace

std::vector<std::vector<FunctionId>> bottom_up(const ir::Module& module) {
  Groups groups(module);
  for (uint32_t i = 0; i < module.functions.size(); ++i) {
    if (module.functions[FunctionId(i)].captures.empty()) groups.visit(FunctionId(i));
  }
  return std::move(groups.groups);
}

}  // namespace escdiff::inlining
