// Interface method calls whose receiver has one known dynamic type, found call by call.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "solver/ir/ir.h"
#include "solver/types/lookup.h"
#include "solver/types/predicates.h"
#include "solver/types/program.h"

namespace escdiff::ir {

// Looks at the assignments of local interface variables; whatever the inliner adds must be noted, too.
class Devirtualizer {
 public:
  Devirtualizer(types::Program& program, types::PackageId package, Module& module)
      : program_(program), package_(package), module_(module) {}
  // `id`, when it assigns; the assignments below `root`; those in all functions.
  void note_assignment(InstId id);
  void note_assignments(InstId root);
  void note_all_assignments();
  // Makes `id`, a CallInterface, a direct call if it can, and adds to Module::notes.
  void call(InstId id);

 private:
  // What an interface variable is assigned: a value to look into, or a type (none when nothing is known).
  struct Assignment {
    InstId value;
    TypeId type;
    uint32_t result = 0;  // not 0: `value` is a call of several results, of which this one (from 1) is meant
  };

  // Nothing known; one type; or nothing but nil (or itself) is assigned.
  struct DynamicType {
    enum class Answer : uint8_t { kUnknown, kOne, kNone } answer = Answer::kUnknown;
    TypeId type;
  };

  void assigned(InstId left, InstId value);
  void assigned_type(InstId left, TypeId type);
  void assigned_values(InstId statement);
  void range_assigned(InstId range);
  void add(LocalId local, Assignment assignment);
  bool is_interface(TypeId type) { return type.has_value() && types::is_interface(program_, type); }
  DynamicType dynamic_type(InstId value, std::set<LocalId>& seen);
  DynamicType variable_type(LocalId local, std::set<LocalId>& seen);
  bool is_same(TypeId a, TypeId b);
  types::PackageId package_of_method(TypeId interface, Symbol name);
  bool has_methods(TypeId type, TypeId interface);
  void keep(InstId id, TypeId known);
  types::ObjectId declared_method(const types::Member& member);
  InstId receiver(InstId asserted, const types::Member& member, SourcePos pos);
  InstId field(InstId x, uint32_t index, SourcePos pos);

  types::Program& program_;
  types::PackageId package_;
  Module& module_;
  std::map<LocalId, std::vector<Assignment>> assignments_;  // of local interface variables
};

}  // namespace escdiff::ir
