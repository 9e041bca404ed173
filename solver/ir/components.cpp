#include "solver/ir/components.h"

#include <algorithm>

namespace escdiff::ir {

namespace {

// With a stack of its own: call chains may be long.
class Components {
 public:
  Components(const CallGraph& calls, const std::vector<bool>& may_be_root)
      : calls_(calls), may_be_root_(may_be_root), states_(calls.size()) {}

  void visit(FunctionId root) {
    if (states_[root.index].number != 0) return;
    enter(root);
    while (!path_.empty()) {
      Step& step = path_.back();
      const std::vector<FunctionId>& callees = calls_[step.function.index];
      if (step.next == callees.size()) {
        leave();
        continue;
      }
      const FunctionId callee = callees[step.next++];
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
    size_t next = 0;
  };

  void enter(FunctionId function) {
    const uint32_t number = ++count_;
    states_[function.index] = {number, number, true};
    open_.push_back(function);
    path_.push_back({function});
  }

  void lower(FunctionId function, uint32_t number) {
    states_[function.index].lowest = std::min(states_[function.index].lowest, number);
  }

  void leave() {
    const FunctionId function = path_.back().function;
    path_.pop_back();
    const State& state = states_[function.index];
    if (!path_.empty()) lower(path_.back().function, state.lowest);
    if (state.lowest != state.number || !may_be_root_[function.index]) return;
    const auto first = std::find(open_.rbegin(), open_.rend(), function).base() - 1;
    groups.emplace_back(first, open_.end());
    for (auto it = first; it != open_.end(); ++it) states_[it->index].is_open = false;
    open_.erase(first, open_.end());
  }

  const CallGraph& calls_;
  const std::vector<bool>& may_be_root_;
  std::vector<State> states_;
  std::vector<FunctionId> open_;
  std::vector<Step> path_;
  uint32_t count_ = 0;
};

}  // namespace

std::vector<std::vector<FunctionId>> components(const CallGraph& calls,
                                                const std::vector<bool>& may_be_root) {
  Components components(calls, may_be_root);
  for (uint32_t i = 0; i < calls.size(); ++i) {
    if (may_be_root[i]) components.visit(FunctionId(i));
  }
  return std::move(components.groups);
}

}  // namespace escdiff::ir
