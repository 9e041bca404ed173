// Interface method calls whose receiver has one known dynamic type: gc makes them direct calls even with -l.
#include <fmt/core.h>

#include <array>
#include <map>
#include <optional>
#include <set>

#include "solver/ir/devirtualizer.h"
#include "solver/ir/instances.h"
#include "solver/ir/passes.h"
#include "solver/ir/print.h"
#include "solver/ir/walk.h"
#include "solver/types/lookup.h"
#include "solver/types/predicates.h"
#include "solver/types/type_string.h"

namespace escdiff::ir {

void Devirtualizer::add(LocalId local, Assignment assignment) {
  local = module_.canonical(local);
  const LocalKind kind = module_.locals[local].kind;
  if (kind == LocalKind::kParameter || kind == LocalKind::kResult) return;
  if (is_interface(module_.locals[local].type)) assignments_[local].push_back(assignment);
}

void Devirtualizer::assigned(InstId left, InstId value) {
  if (module_[left].op != Op::kLocal || module_[value].op == Op::kNil) return;
  add(module_.local(left), {value, TypeId()});
}

void Devirtualizer::assigned_type(InstId left, TypeId type) {
  if (!left.has_value() || module_[left].op != Op::kLocal) return;
  add(module_.local(left), {InstId(), is_interface(type) ? TypeId() : type});
}

void Devirtualizer::range_assigned(InstId range) {
  const TypeId over = module_[module_.child(range, 0)].type;
  const types::Type* type = &program_.types[program_.types.underlying(over)];
  if (type->kind == types::TypeKind::kPointer)
    type = &program_.types[program_.types.underlying(type->element)];
  const InstId key = module_.child(range, 1);
  const InstId value = module_.child(range, 2);
  switch (type->kind) {
    case types::TypeKind::kArray:
    case types::TypeKind::kSlice:
      assigned_type(key, TypeId());
      assigned_type(value, type->element);
      break;
    case types::TypeKind::kChan: assigned_type(key, type->element); break;
    case types::TypeKind::kMap:
      assigned_type(key, type->key);
      assigned_type(value, type->element);
      break;
    default:
      assigned_type(key, TypeId());
      assigned_type(value, TypeId());
      break;
  }
}

// The values of a call or comma-ok expression.
void Devirtualizer::assigned_values(InstId statement) {
  const InstId source = module_.child(statement, 0);
  if (module_[statement].op == Op::kAssignCall) {
    const TypeId tuple = module_[source].type;
    for (uint32_t slot = 1; slot < module_[statement].count; ++slot) {
      const InstId left = module_.child(statement, slot);
      if (!is_interface(program_.types[tuple].members[slot - 1])) {
        assigned_type(left, program_.types[tuple].members[slot - 1]);
      } else if (module_[left].op == Op::kLocal) {
        add(module_.local(left), {source, TypeId(), slot});
      }
    }
    return;
  }
  const InstId first = module_.child(statement, 1);
  if (module_[source].op == Op::kTypeAssert) {
    assigned(first, source);
  } else {
    assigned_type(first, module_[source].type);
  }
  assigned_type(module_.child(statement, 2), TypeId());
}

void Devirtualizer::note_assignment(InstId id) {
  switch (module_[id].op) {
    case Op::kAssign: assigned(module_.child(id, 0), module_.child(id, 1)); break;
    case Op::kAssignCall:
    case Op::kAssignCommaOk: assigned_values(id); break;
    case Op::kRange: range_assigned(id); break;
    case Op::kCommClause:
      if (const InstId operation = module_.child(id, 0);
          operation.has_value() && module_[operation].op == Op::kAssign) {
        assigned_type(module_.child(operation, 0), module_[module_.child(operation, 1)].type);
      }
      break;
    case Op::kTypeSwitch:
      for (const InstId clause : module_.children(id).subspan(1)) {
        const LocalId local = module_.case_local(clause);
        if (local.has_value()) add(local, {module_.child(id, 0), TypeId()});
      }
      break;
    default: break;
  }
}

Devirtualizer::DynamicType Devirtualizer::dynamic_type(InstId value, std::set<LocalId>& seen) {
  using Answer = DynamicType::Answer;
  for (;;) {
    const Inst& inst = module_[value];
    if (!is_interface(inst.type)) return {Answer::kOne, inst.type};
    if ((inst.flags & kDynamicType) != 0) break;
    if (inst.op == Op::kInlinedCall) {
      value = module_.child(value, 1);
      continue;
    }
    if (inst.op != Op::kConvertNop && inst.op != Op::kConvertInterface && inst.op != Op::kTypeAssert) break;
    value = module_.child(value, 0);
  }
  if (module_[value].op != Op::kLocal) return {};
  const LocalId local = module_.canonical(module_.local(value));
  const LocalKind kind = module_.locals[local].kind;
  if (kind == LocalKind::kParameter || kind == LocalKind::kResult) return {};
  if (module_.locals[local].address_taken) return {};
  if (!seen.insert(local).second) return {Answer::kNone, TypeId()};
  return variable_type(local, seen);
}

// gc compares addresses here: a struct type written twice is two types.
bool Devirtualizer::is_same(TypeId a, TypeId b) {
  const types::Type* type = &program_.types[b];
  if (type->kind == types::TypeKind::kPointer) type = &program_.types[type->element];
  return type->kind != types::TypeKind::kStruct && program_.types.identical(a, b);
}

Devirtualizer::DynamicType Devirtualizer::variable_type(LocalId local, std::set<LocalId>& seen) {
  using Answer = DynamicType::Answer;
  DynamicType found{Answer::kNone, TypeId()};
  // A copy: looking into values may add variables to the map.
  for (const Assignment& assignment : std::vector(assignments_[local])) {
    DynamicType one;
    if (assignment.result != 0) {
      if (module_[assignment.value].op != Op::kInlinedCall) return {};
      one = dynamic_type(module_.child(assignment.value, assignment.result), seen);
    } else if (assignment.value.has_value()) {
      one = dynamic_type(assignment.value, seen);
    } else if (assignment.type.has_value()) {
      one = {Answer::kOne, assignment.type};
    }
    if (one.answer == Answer::kUnknown) return {};
    if (one.answer == Answer::kNone) continue;
    if (found.answer == Answer::kOne && !is_same(found.type, one.type)) return {};
    found = one;
  }
  return found;
}

InstId Devirtualizer::field(InstId x, uint32_t index, SourcePos pos) {
  const types::Type* type = &program_.types[program_.types.underlying(module_[x].type)];
  const bool pointer = type->kind == types::TypeKind::kPointer;
  if (pointer) type = &program_.types[program_.types.underlying(type->element)];
  return module_.add({.op = pointer ? Op::kDotPointer : Op::kDot,
                      .flags = kImplicit,
                      .pos = pos,
                      .type = type->fields[index].type,
                      .payload = index},
                     std::array{x});
}

// `asserted` brought to what the method takes: embedded fields selected, an address taken or a pointer
// followed.
InstId Devirtualizer::receiver(InstId asserted, const types::Member& member, SourcePos pos) {
  InstId x = asserted;
  for (const uint32_t index : member.path) x = field(x, index, pos);
  if (member.kind != types::MemberKind::kMethod) return x;
  const types::Type& type = program_.types[module_[x].type];
  const bool pointer = type.kind == types::TypeKind::kPointer;
  if (pointer && !member.pointer_receiver) {
    return module_.add({.op = Op::kDereference, .flags = kImplicit, .pos = pos, .type = type.element},
                       std::array{x});
  }
  if (!pointer && member.pointer_receiver) {
    const TypeId address = program_.types.pointer(module_[x].type);
    return module_.add({.op = Op::kAddress, .flags = kImplicit, .pos = pos, .type = address}, std::array{x});
  }
  return x;
}

// Unexported methods are those of the package that declared the interface.
types::PackageId Devirtualizer::package_of_method(TypeId interface, Symbol name) {
  for (const types::InterfaceMethod& method :
       program_.types.type_set(program_.types.underlying(interface)).methods) {
    if (method.name == name && method.package.has_value()) return method.package;
  }
  return package_;
}

// As gc sees it: methods that need a dictionary have other signatures, shapes are like what they stand for.
bool Devirtualizer::has_methods(TypeId type, TypeId interface) {
  if (!program_.types.has_shape(type) && !program_.types.has_shape(interface))
    return types::has_all_methods(program_, type, interface, false, package_, nullptr);
  for (const types::InterfaceMethod& wanted :
       program_.types.type_set(program_.types.underlying(interface)).methods) {
    const types::PackageId package = wanted.package.has_value() ? wanted.package : package_;
    const types::Member member = types::find_member(program_, type, false, package, wanted.name);
    if (member.kind == types::MemberKind::kInterfaceMethod) continue;
    if (member.kind != types::MemberKind::kMethod) return false;
    const bool generic = !program_.objects[member.object].type_parameters.empty();
    if (generic && program_.types.has_shape(member.owner)) return false;
  }
  return true;
}

// A method that needs a dictionary cannot be called directly, as nobody has it here.
void Devirtualizer::keep(InstId id, TypeId known) {
  const TypeId interface = module_[module_.child(id, 0)].type;
  const bool by_receiver = program_.types.has_shape(known);
  module_.notes.push_back(
      {module_[id].pos,
       fmt::format("cannot devirtualize {}: shaped {} {}", print(program_, package_, module_, id),
                   by_receiver ? "receiver" : "interface",
                   types::message_type_string(program_, by_receiver ? known : interface, package_))});
}

types::ObjectId Devirtualizer::declared_method(const types::Member& member) {
  if (program_.objects[member.object].type_parameters.empty()) return member.object;
  return method_of_instance(program_, *module_.instances, member.object, member.owner);
}

void Devirtualizer::call(InstId id) {
  const InstId x = module_.child(id, 0);
  std::set<LocalId> seen;
  const DynamicType known = dynamic_type(x, seen);
  if (known.answer != DynamicType::Answer::kOne) return;
  if (!has_methods(known.type, module_[x].type)) return;
  const Symbol name = module_.method(id);
  const types::PackageId package = package_of_method(module_[x].type, name);
  const types::Member member = types::find_member(program_, known.type, true, package, name);
  const bool direct = member.kind == types::MemberKind::kMethod;
  if (!direct && member.kind != types::MemberKind::kInterfaceMethod) return;
  const SourcePos pos = module_[id].pos;
  if (program_.types.is_shape(known.type)) return;
  if (program_.types.has_shape(known.type) || program_.types.has_shape(module_[x].type))
    return keep(id, known.type);
  // The selector as it stands in the message: the call without its arguments.
  const std::string selector =
      print(program_, package_, module_, x) + '.' + std::string(program_.symbols.text(name));
  module_.notes.push_back(
      {pos, fmt::format("{} {} to {}", direct ? "devirtualizing" : "partially devirtualizing", selector,
                        types::message_type_string(program_, known.type, package_))});
  const InstId asserted = module_.add({.op = Op::kTypeAssert, .pos = pos, .type = known.type}, std::array{x});
  module_.set_child(id, 0, receiver(asserted, member, pos));
  if (!direct) return;
  module_.edit(id).op = Op::kCallMethod;
  module_.edit(id).payload = declared_method(member).index;
}

void Devirtualizer::note_assignments(InstId root) {
  visit(module_, root, [&](InstId id) {
    note_assignment(id);
    return true;
  });
}

void Devirtualizer::note_all_assignments() {
  for (size_t i = 0; i < module_.functions.size(); ++i) {
    note_assignments(module_.functions[FunctionId(static_cast<uint32_t>(i))].body);
  }
}

void devirtualize(types::Program& program, types::PackageId package, Module& module, const Family& family) {
  Devirtualizer devirtualizer(program, package, module);
  std::vector<InstId> calls;
  for (const FunctionId function : family) {
    visit(module, module.functions[function].body, [&](InstId id) {
      devirtualizer.note_assignment(id);
      if (module[id].op == Op::kCallInterface) calls.push_back(id);
      return true;
    });
  }
  for (const InstId call : calls) {
    // gc tries twice, which shows where it fails.
    for (int i = 0; i < 2 && module[call].op == Op::kCallInterface; ++i) devirtualizer.call(call);
  }
}

}  // namespace escdiff::ir
