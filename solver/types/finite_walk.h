// Finds types that contain themselves.
#pragma once

#include <algorithm>
#include <unordered_set>
#include <vector>

#include "solver/types/program.h"

namespace escdiff::types {

// Walks the parts that a value of a type holds in place, to find a type inside itself.
class FiniteWalk {
 public:
  FiniteWalk(Program& program, std::unordered_set<uint32_t>& finite)
      : program_(program), types_(program.types), finite_(finite) {}

  bool finite(TypeId type) {
    switch (types_.kind(type)) {
      case TypeKind::kArray: return finite(types_[type].element);
      case TypeKind::kStruct: {
        const Type& structure = types_[type];
        return std::all_of(structure.fields.begin(), structure.fields.end(),
                           [&](const StructField& f) { return finite(f.type); });
      }
      case TypeKind::kInterface: {
        const Type& interface = types_[type];
        return std::all_of(interface.members.begin(), interface.members.end(),
                           [&](TypeId m) { return finite(m); });
      }
      case TypeKind::kUnion: {
        const Type& terms = types_[type];
        return std::all_of(terms.terms.begin(), terms.terms.end(),
                           [&](const UnionTerm& t) { return finite(t.type); });
      }
      case TypeKind::kNamed: return finite_named(type);
      default: return true;
    }
  }
  const std::vector<TypeId>& cycle() const { return path_; }

 private:
  bool finite_named(TypeId type) {
    const NamedInfo& info = types_.named_info(type);
    const uint32_t index = types_[type].index;
    if (finite_.contains(index)) return true;
    constexpr int kMostInstances = 20;  // of one generic type inside one another: they go on for ever
    int instances = 0;
    for (auto it = path_.begin(); it != path_.end(); ++it) {
      if (types_[*it].index == index ||
          (info.origin.has_value() && types_.named_info(*it).object == info.object &&
           ++instances > kMostInstances)) {
        path_.erase(path_.begin(), it);
        return false;
      }
    }
    path_.push_back(type);
    const TypeId next =
        info.origin.has_value() || !info.definition.has_value() ? types_.underlying(type) : info.definition;
    if (!finite(next)) return false;
    path_.pop_back();
    finite_.insert(index);
    return true;
  }

  Program& program_;
  TypeStore& types_;
  std::unordered_set<uint32_t>& finite_;
  std::vector<TypeId> path_;
};

}  // namespace escdiff::types
