// The order in which package variables are initialized (language specification, "Package initialization"):
// again and again the earliest variable in the source that depends on no uninitialized one. A function's
// dependencies count for whoever refers to it.
#include <algorithm>
#include <set>
#include <tuple>

#include "solver/types/checker.h"

namespace escdiff::types {

namespace {

// Dependencies between package-level objects, with functions seen through.
class DependencyGraph {
 public:
  DependencyGraph(const std::vector<Declaration>& declarations,
                  std::function<uint32_t(ObjectId)> declaration_of, std::function<bool(ObjectId)> is_function)
      : declarations_(declarations),
        declaration_of_(std::move(declaration_of)),
        is_function_(std::move(is_function)),
        visited_(declarations.size(), UINT32_MAX) {}

  // The constants and variables that `object` needs, directly or through functions.
  std::vector<ObjectId> needs(ObjectId object) {
    std::vector<ObjectId> found, stack{object};
    std::unordered_set<ObjectId> seen;
    const uint32_t stamp = next_stamp_++;
    while (!stack.empty()) {
      const uint32_t index = declaration_of_(stack.back());
      stack.pop_back();
      for (ObjectId dependency : declarations_[index].dependencies) {
        if (!is_function_(dependency)) {
          if (seen.insert(dependency).second) found.push_back(dependency);
          continue;
        }
        const uint32_t function = declaration_of_(dependency);
        if (visited_[function] == stamp) continue;
        visited_[function] = stamp;
        stack.push_back(dependency);
      }
    }
    return found;
  }

  // A path of dependencies from `from` to `to`, last object first; empty when there is none.
  std::vector<ObjectId> path(ObjectId from, ObjectId to, std::unordered_set<ObjectId>& seen) {
    if (!seen.insert(from).second) return {};
    std::vector<ObjectId> dependencies = declarations_[declaration_of_(from)].dependencies;
    std::sort(dependencies.begin(), dependencies.end());
    for (ObjectId dependency : dependencies) {
      if (dependency == to) return {dependency};
      std::vector<ObjectId> rest = path(dependency, to, seen);
      if (rest.empty()) continue;
      rest.push_back(dependency);
      return rest;
    }
    return {};
  }

 private:
  const std::vector<Declaration>& declarations_;
  std::function<uint32_t(ObjectId)> declaration_of_;
  std::function<bool(ObjectId)> is_function_;
  std::vector<uint32_t> visited_;
  uint32_t next_stamp_ = 0;
};

}  // namespace

void Checker::report_initialization_cycle(const std::vector<ObjectId>& cycle) {
  const Object& start = program_.objects[cycle[0]];
  if (cycle.size() == 1) {
    error_at(start.pos, "initialization cycle: {} refers to itself", str(start.name));
    return;
  }
  std::string text = "initialization cycle for " + str(start.name);
  ObjectId at = cycle[0];
  for (size_t j = cycle.size(); j > 0; --j) {
    const Object& object = program_.objects[at];
    text += fmt::format("\n\t{}: {} refers to {}", position_string(object.pos), str(object.name),
                        str(program_.objects[cycle[j - 1]].name));
    at = cycle[j - 1];
  }
  error(start.pos, std::move(text));
}

void Checker::order_initialization() {
  std::vector<ObjectId> values;
  for (const Declaration& declaration : declarations_) {
    const ObjectKind kind = program_.objects[declaration.object].kind;
    if (kind != ObjectKind::kConst && kind != ObjectKind::kVar) continue;
    if (declaration.group.empty()) {
      values.push_back(declaration.object);
    } else {
      values.insert(values.end(), declaration.group.begin(), declaration.group.end());
    }
  }
  DependencyGraph graph(
      declarations_, [this](ObjectId id) { return state(id).declaration; },
      [this](ObjectId id) { return program_.objects[id].kind == ObjectKind::kFunc; });
  struct Node {
    size_t open = 0;  // dependencies not yet initialized
    std::vector<ObjectId> dependents;
  };
  std::unordered_map<ObjectId, Node> nodes;
  for (ObjectId value : values) nodes.try_emplace(value);
  for (ObjectId value : values) {
    for (ObjectId dependency : graph.needs(value)) {
      nodes[value].open++;
      nodes[dependency].dependents.push_back(value);
    }
  }
  using Key =
      std::tuple<bool, size_t, ObjectId>;  // constants first, then by open dependencies, then by source order
  auto key = [&](ObjectId id) {
    return Key{program_.objects[id].kind != ObjectKind::kConst, nodes[id].open, id};
  };
  std::set<Key> queue;
  for (ObjectId value : values) queue.insert(key(value));
  std::unordered_set<uint32_t> emitted;
  while (!queue.empty()) {
    const ObjectId next = std::get<ObjectId>(*queue.begin());
    queue.erase(queue.begin());
    if (nodes[next].open > 0) {
      std::unordered_set<ObjectId> seen;
      const std::vector<ObjectId> cycle = graph.path(next, next, seen);
      if (!cycle.empty()) report_initialization_cycle(cycle);
    }
    for (ObjectId dependent : nodes[next].dependents) {
      if (queue.erase(key(dependent)) == 0) continue;
      nodes[dependent].open--;
      queue.insert(key(dependent));
    }
    const uint32_t index = state(next).declaration;
    const Declaration& declaration = declarations_[index];
    if (program_.objects[next].kind != ObjectKind::kVar || !declaration.value.has_value() ||
        !emitted.insert(index).second)
      continue;
    info_.initialization.push_back(Initializer{
        declaration.group.empty() ? std::vector<ObjectId>{next} : declaration.group, declaration.value});
  }
}

}  // namespace escdiff::types
