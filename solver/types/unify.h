// Unification of types with type parameters that are to be inferred.
#pragma once

#include <vector>

#include "solver/types/program.h"

namespace escdiff::types {

// Finds types for type parameters such that pairs of types match (language specification, "Type
// unification").
class Unifier {
 public:
  // `arguments` has none where a type is still unknown.
  Unifier(Program& program, std::vector<TypeId> parameters, std::vector<TypeId> arguments,
          bool interface_inference);

  enum Mode : unsigned {
    kLoose = 0,
    kAssign = 1,  // as in an assignment: inexact at the top, exact inside
    kExact = 2,   // the types must become identical
  };
  bool unify(TypeId x, TypeId y, unsigned mode) { return match(x, y, mode); }
  // The type found for a parameter so far, or none.
  TypeId at(size_t parameter) const { return values_[handle_[parameter]]; }
  void set(size_t parameter, TypeId type) { values_[handle_[parameter]] = type; }
  size_t unknown_count() const;
  std::vector<TypeId> inferred() const;
  // The position of a type parameter among those to be inferred, or npos.
  static constexpr size_t npos = SIZE_MAX;
  size_t index_of(TypeId type) const;

 private:
  bool match(TypeId x, TypeId y, unsigned mode);
  bool match_bound(size_t parameter, TypeId y, unsigned mode);
  bool match_interfaces(TypeId x, TypeId y, unsigned mode, bool& decided);
  TypeId common_core(TypeId parameter);
  bool match_structure(TypeId x, TypeId y, unsigned mode);
  bool match_lists(const std::vector<TypeId>& a, const std::vector<TypeId>& b, unsigned mode);
  bool match_methods(TypeId interface, TypeId type, unsigned mode);
  bool is_defined(TypeId type) const { return types_.kind(type) == TypeKind::kNamed; }
  bool is_plain_interface(TypeId type);
  bool is_literal(TypeId type) const;

  Program& program_;
  TypeStore& types_;
  std::vector<TypeId> parameters_;
  std::vector<size_t> handle_;  // by parameter: where its value is; joined parameters share one
  std::vector<TypeId> values_;
  bool interface_inference_;
  int depth_ = 0;
};

}  // namespace escdiff::types
