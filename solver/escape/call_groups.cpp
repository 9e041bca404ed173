#include "solver/escape/call_groups.h"

#include <utility>

#include "solver/ir/components.h"

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
  explicit Collector(Unit& unit) : unit_(unit) {}

  Node collect(FunctionId function) {
    node_ = {};
    add(function);
    return std::move(node_);
  }

 private:
  void add(FunctionId function) {
    node_.members.push_back(function);
    const FunctionId outer = std::exchange(function_, function);
    const ir::Function& info = unit_.module.functions[function];
    if (info.body.has_value()) visit(info.body);
    function_ = outer;
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
      case Op::kLabel: unit_.has_labels[function_.index] = true; break;
      default: break;
    }
    for (InstId child : unit_.module.children(id))
      if (child.has_value()) visit(child);
  }

  void mention(FunctionId function) {
    if (function.has_value()) node_.calls.push_back(function);
  }

  Unit& unit_;
  Node node_;
  FunctionId function_;  // that is being visited
};

}  // namespace

std::vector<std::vector<FunctionId>> call_groups(Unit& unit) {
  const size_t count = unit.module.functions.size();
  unit.has_labels.resize(count);
  ir::CallGraph calls(count);
  std::vector<bool> is_root(count);
  std::vector<std::vector<FunctionId>> members(count);
  Collector collector(unit);
  for (uint32_t i = 0; i < count; ++i) {
    is_root[i] = is_node(unit.module, FunctionId(i));
    if (!is_root[i]) continue;
    Node node = collector.collect(FunctionId(i));
    calls[i] = std::move(node.calls);
    members[i] = std::move(node.members);
  }
  std::vector<std::vector<FunctionId>> groups = ir::components(calls, is_root);
  for (std::vector<FunctionId>& group : groups) {
    std::vector<FunctionId> all;
    for (const FunctionId node : group)
      all.insert(all.end(), members[node.index].begin(), members[node.index].end());
    group = std::move(all);
  }
  return groups;
}

}  // namespace escdiff::escape
