#include "solver/escape/call_groups.h"

#include <algorithm>

namespace escdiff::escape {

using ir::FunctionId;
using ir::InstId;
using ir::Op;

namespace {

// A function with the capturing literals inside of it.
struct Node {
  std::vector<FunctionId> members;
  std::vector<FunctionId> calls;  // functions that are nodes
};

bool is_node(const ir::Module& module, FunctionId function) {
  return module.functions[function].captures.empty();
}

class Collector {
 public:
  explicit Collector(const Unit& unit) : unit_(unit) {}

  Node collect(FunctionId function) {
    node_ = {};
    add(function);
    return std::move(node_);
  }

 private:
  void add(FunctionId function) {
    node_.members.push_back(function);
    const ir::Function& info = unit_.module.functions[function];
    if (info.body.has_value()) visit(info.body);
  }

  void visit(InstId id) {
    switch (unit_[id].op) {
      case Op::kFunctionName:
      case Op::kMethodExpression:
      case Op::kMethodValue:
      case Op::kCallMethod: mention(unit_.declared_function(unit_.module.object(id))); break;
      case Op::kClosure: {
        FunctionId literal = unit_.module.function(id);
        if (is_node(unit_.module, literal)) {
          mention(literal);
        } else {
          add(literal);
        }
        break;
      }
      default: break;
    }
    for (InstId child : unit_.module.children(id))
      if (child.has_value()) visit(child);
  }

  void mention(FunctionId function) {
    if (function.has_value()) node_.calls.push_back(function);
  }

  const Unit& unit_;
  Node node_;
};

// Tarjan, Depth-first search and linear graph algorithms (1972), with a stack of its own: call chains may be
// long.
class Components {
 public:
  explicit Components(const std::vector<Node>& nodes) : nodes_(nodes), states_(nodes.size()) {}

  void visit(FunctionId root) {
    if (states_[root.index].number != 0) return;
    enter(root);
    while (!path_.empty()) {
      Step& step = path_.back();
      const std::vector<FunctionId>& calls = nodes_[step.function.index].calls;
      if (step.next == calls.size()) {
        leave();
        continue;
      }
      FunctionId callee = calls[step.next++];
      State& state = states_[callee.index];
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
    uint32_t number = ++count_;
    states_[function.index] = {number, number, true};
    open_.push_back(function);
    path_.push_back({function});
  }

  void lower(FunctionId function, uint32_t number) {
    states_[function.index].lowest = std::min(states_[function.index].lowest, number);
  }

  void leave() {
    FunctionId function = path_.back().function;
    path_.pop_back();
    const State& state = states_[function.index];
    if (!path_.empty()) lower(path_.back().function, state.lowest);
    if (state.lowest != state.number) return;
    auto first = std::find(open_.rbegin(), open_.rend(), function).base() - 1;
    std::vector<FunctionId>& group = groups.emplace_back();
    for (auto it = first; it != open_.end(); ++it) {
      states_[it->index].is_open = false;
      group.insert(group.end(), nodes_[it->index].members.begin(), nodes_[it->index].members.end());
    }
    open_.erase(first, open_.end());
  }

  const std::vector<Node>& nodes_;
  std::vector<State> states_;
  std::vector<FunctionId> open_;
  std::vector<Step> path_;
  uint32_t count_ = 0;
};

}  // namespace

std::vector<std::vector<FunctionId>> call_groups(const Unit& unit) {
  const ir::Module& module = unit.module;
  std::vector<Node> nodes(module.functions.size());
  Collector collector(unit);
  for (uint32_t i = 0; i < nodes.size(); ++i)
    if (is_node(module, FunctionId(i))) nodes[i] = collector.collect(FunctionId(i));
  Components components(nodes);
  for (uint32_t i = 0; i < nodes.size(); ++i)
    if (is_node(module, FunctionId(i))) components.visit(FunctionId(i));
  return std::move(components.groups);
}

}  // namespace escdiff::escape
