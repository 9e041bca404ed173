#include "solver/types/instantiation_graph.h"

#include <algorithm>
#include <utility>

namespace escdiff::types {

void InstantiationGraph::depends(ObjectId local_type, std::vector<ObjectId> parameters) {
  if (!parameters.empty()) implicit_[local_type] = std::move(parameters);
}

uint32_t InstantiationGraph::vertex(ObjectId object) {
  if (const auto declared = declared_.find(object); declared != declared_.end()) object = declared->second;
  const auto [at, added] = numbers_.try_emplace(object, static_cast<uint32_t>(vertices_.size()));
  if (!added) return at->second;
  const uint32_t number = at->second;
  vertices_.push_back({object});
  if (const auto implicit = implicit_.find(object); implicit != implicit_.end()) {
    for (const ObjectId parameter : implicit->second) {
      const Object& type = program_.objects[object];
      const uint32_t from = vertex(parameter);
      edges_.push_back({number, from, 1, {type.pos, object, program_.objects[parameter].type, true}});
    }
  }
  return number;
}

void InstantiationGraph::assign(SourcePos pos, ObjectId parameter, TypeId argument) {
  if (program_.objects[parameter].package == package_) walk(pos, vertex(parameter), argument, argument);
}

void InstantiationGraph::flow(SourcePos pos, uint32_t to, TypeId argument, ObjectId from, bool whole) {
  if (program_.objects[from].package != package_) return;
  const uint32_t source = vertex(from);
  edges_.push_back({to, source, whole ? 0u : 1u, {pos, vertices_[to].object, argument, false}});
}

void InstantiationGraph::walk_all(SourcePos pos, uint32_t to, TypeId argument,
                                  const std::vector<TypeId>& parts) {
  for (const TypeId part : parts) walk(pos, to, argument, part);
}

void InstantiationGraph::walk(SourcePos pos, uint32_t to, TypeId argument, TypeId part) {
  const TypeStore& types = program_.types;
  const Type& type = types[part];
  switch (type.kind) {
    case TypeKind::kTypeParam:
      flow(pos, to, argument, types.type_parameter_info(part).object, part == argument);
      return;
    case TypeKind::kNamed: {
      const NamedInfo& info = types.named_info(part);
      if (implicit_.contains(info.object)) flow(pos, to, argument, info.object, part == argument);
      walk_all(pos, to, argument, info.arguments);
      return;
    }
    case TypeKind::kMap: walk(pos, to, argument, type.key); [[fallthrough]];
    case TypeKind::kArray:
    case TypeKind::kChan:
    case TypeKind::kPointer:
    case TypeKind::kSlice: walk(pos, to, argument, type.element); return;
    case TypeKind::kStruct:
      for (const StructField& field : type.fields) walk(pos, to, argument, field.type);
      return;
    case TypeKind::kSignature:
      walk(pos, to, argument, type.parameters);
      walk(pos, to, argument, type.results);
      return;
    case TypeKind::kTuple: walk_all(pos, to, argument, type.members); return;
    case TypeKind::kInterface:
      for (const InterfaceMethod& method : type.methods) walk(pos, to, argument, method.signature);
      walk_all(pos, to, argument, type.members);
      return;
    default: return;
  }
}

std::vector<InstantiationGraph::Step> InstantiationGraph::circle_through(uint32_t start) const {
  std::vector<bool> seen(vertices_.size());
  std::vector<uint32_t> path;
  uint32_t at = start;
  for (; !seen[at]; at = edges_[vertices_[at].through].from) {
    seen[at] = true;
    path.push_back(at);
  }
  std::vector<Step> steps;
  for (auto vertex = std::find(path.begin(), path.end(), at); vertex != path.end(); ++vertex)
    steps.push_back(edges_[vertices_[*vertex].through].step);
  return steps;
}

// Longest paths by relaxation (Bellman and Ford): they end unless there is a circle with weight.
std::vector<InstantiationGraph::Step> InstantiationGraph::endless_circle() {
  for (bool again = true; again;) {
    again = false;
    for (uint32_t i = 0; i < edges_.size(); ++i) {
      const Vertex& from = vertices_[edges_[i].from];
      Vertex& to = vertices_[edges_[i].to];
      if (from.weight + edges_[i].weight <= to.weight) continue;
      to.weight = from.weight + edges_[i].weight;
      to.length = from.length + 1;
      to.through = i;
      if (to.length >= vertices_.size()) return circle_through(edges_[i].to);
      again = true;
    }
  }
  return {};
}

}  // namespace escdiff::types
