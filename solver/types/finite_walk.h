// Finds types that contain themselves.
#pragma once

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <vector>

#include "solver/types/program.h"

namespace escdiff::types {

// Named types whose values are known to be finite: how deep they nest in one another. Looked up only.
using FiniteTypes = std::unordered_map<uint32_t, uint32_t>;

// Walks the parts that a value of a type holds in place, to find a type inside itself.
class FiniteWalk {
 public:
  FiniteWalk(Program& program, FiniteTypes& finite)
      : program_(program), types_(program.types), finite_(finite) {}

  bool finite(TypeId type) { return depth(type).has_value(); }
  // How many named types nest in a value; nothing when there is no end.
  std::optional<uint32_t> depth(TypeId type) {
    const Type& parts = types_[type];
    switch (parts.kind) {
      case TypeKind::kArray: return depth(parts.element);
      case TypeKind::kStruct: return deepest(parts.fields, [](const StructField& f) { return f.type; });
      case TypeKind::kInterface: return deepest(parts.members, [](TypeId m) { return m; });
      case TypeKind::kUnion: return deepest(parts.terms, [](const UnionTerm& t) { return t.type; });
      case TypeKind::kNamed: return depth_of_named(type);
      default: return 0;
    }
  }
  const std::vector<TypeId>& cycle() const { return path_; }

 private:
  template <class Part, class TypeOf>
  std::optional<uint32_t> deepest(const std::vector<Part>& parts, TypeOf type_of) {
    uint32_t most = 0;
    for (const Part& part : parts) {
      const std::optional<uint32_t> found = depth(type_of(part));
      if (!found) return std::nullopt;
      most = std::max(most, *found);
    }
    return most;
  }

  std::optional<uint32_t> depth_of_named(TypeId type) {
    const NamedInfo& info = types_.named_info(type);
    const uint32_t index = types_[type].index;
    if (const auto known = finite_.find(index); known != finite_.end()) return known->second;
    constexpr int kMostInstances = 20;  // of one generic type inside one another: they go on for ever
    int instances = 0;
    for (auto it = path_.begin(); it != path_.end(); ++it) {
      if (types_[*it].index == index ||
          (info.origin.has_value() && types_.named_info(*it).object == info.object &&
           ++instances > kMostInstances)) {
        path_.erase(path_.begin(), it);
        return std::nullopt;
      }
    }
    path_.push_back(type);
    const TypeId next =
        info.origin.has_value() || !info.definition.has_value() ? types_.underlying(type) : info.definition;
    const std::optional<uint32_t> inner = depth(next);
    if (!inner) return std::nullopt;
    path_.pop_back();
    return finite_[index] = *inner + 1;
  }

  Program& program_;
  TypeStore& types_;
  FiniteTypes& finite_;
  std::vector<TypeId> path_;
};

}  // namespace escdiff::types
