#include "solver/escape/wrappers.h"

#include <set>
#include <string>
#include <utility>

#include "solver/types/lookup.h"

namespace escdiff::escape {

using types::MemberKind;
using types::MethodSetEntry;

namespace {

class Wrappers {
 public:
  Wrappers(Unit& unit, types::PackageId package) : unit_(unit), program_(unit.program), package_(package) {
    note_made();
  }

  std::vector<uint32_t> run() {
    for (const types::ObjectId id : program_.packages[package_].info.definitions) {
      if (!id.has_value() || program_.objects[id].kind != types::ObjectKind::kTypeName) continue;
      const types::Object object = program_.objects[id];
      if (object.is_alias || !object.type.has_value()) continue;
      if (program_.types.kind(object.type) != types::TypeKind::kNamed) continue;
      if (!program_.types.named_info(object.type).type_parameters.empty()) continue;
      wrap_type(object.type);
    }
    wrap_method_values();
    return std::move(found_);
  }

 private:
  // The inliner has made those that call what can be inlined.
  void note_made() {
    const ir::Module& module = unit_.module;
    for (uint32_t i = 0; i < module.functions.size(); ++i) {
      const ir::Function& function = module.functions[ir::FunctionId(i)];
      if (!function.is_wrapper || function.parent.has_value() || function.parameters.empty()) continue;
      const TypeId receiver = program_.types.canonical(module.locals[function.parameters.front()].type);
      made_.emplace(receiver, function.name.substr(function.name.rfind('.') + 1));
    }
  }

  bool is_made(TypeId receiver, types::Symbol method, std::string_view suffix) const {
    const std::string name = std::string(program_.symbols.text(method)) + std::string(suffix);
    return made_.contains({program_.types.canonical(receiver), name});
  }

  void wrap_type(TypeId type) {
    if (unit_.types.is_interface(type)) {
      for (const types::InterfaceMethod& method : types::methods_in_table_order(program_, type))
        wrap(method.signature, 1);
      return;
    }
    std::set<types::Symbol> of_value;
    for (const MethodSetEntry& entry : types::method_set(program_, type)) of_value.insert(entry.name);
    const TypeId pointer = program_.types.pointer(type);
    for (const MethodSetEntry& entry : types::method_set(program_, pointer)) {
      const types::Member& member = entry.member;
      bool is_pointer_method = member.kind == MemberKind::kMethod && member.pointer_receiver;
      // A promoted pointer method of *T is jumped to.
      if (!is_pointer_method && !is_made(pointer, entry.name, "")) wrap(member.type, 1);
      const bool is_promoted = !member.path.empty() && of_value.contains(entry.name);
      if (is_promoted && !is_made(type, entry.name, "")) wrap(member.type, 1);
    }
  }

  // The receiver of a method value is no declared parameter of its wrapper.
  void wrap_method_values() {
    std::set<std::pair<TypeId, types::Symbol>> seen;
    for (uint32_t i = 0; i < unit_.module.size(); ++i) {
      ir::InstId id(i);
      if (unit_[id].op != ir::Op::kMethodValue) continue;
      TypeId receiver = program_.types.canonical(unit_[unit_.module.child(id, 0)].type);
      const types::Symbol method = unit_.module.method(id);
      if (seen.emplace(receiver, method).second && !is_made(receiver, method, "-fm")) wrap(unit_[id].type, 0);
    }
  }

  void wrap(TypeId signature, uint32_t receivers) {
    const types::Type& type = program_.types[program_.types.underlying(signature)];
    const std::vector<TypeId>& results = program_.types[type.results].members;
    if (results.size() < 2) return;
    auto parameters = static_cast<uint32_t>(program_.types[type.parameters].members.size());
    for (uint32_t i = 0; i < results.size(); ++i)
      if (unit_.types.size(results[i]) > unit_.profile.explicit_variable_limit)
        found_.push_back(receivers + parameters + static_cast<uint32_t>(results.size()) + i);
  }

  Unit& unit_;
  types::Program& program_;
  types::PackageId package_;
  std::set<std::pair<TypeId, std::string>> made_;  // receiver, name
  std::vector<uint32_t> found_;
};

}  // namespace

std::vector<uint32_t> oversized_wrapper_temporaries(Unit& unit, types::PackageId package) {
  return Wrappers(unit, package).run();
}

}  // namespace escdiff::escape
