#include "solver/escape/intrinsics.h"

#include <algorithm>

namespace escdiff::escape {

namespace {

bool is_in_package(const types::Program& program, const types::Object& object, std::string_view path) {
  return object.package.has_value() && program.packages[object.package].path == path;
}

}  // namespace

bool is_header_data(const Unit& unit, ir::InstId id) {
  if (unit[id].op != ir::Op::kDotPointer) return false;
  types::Program& program = unit.program;
  const TypeId pointer = program.types.underlying(unit[unit.module.child(id, 0)].type);
  const TypeId header = program.types.unaliased(program.types[pointer].element);
  if (program.types.kind(header) != types::TypeKind::kNamed) return false;
  const types::ObjectId name = program.types.named_info(header).object;  // shapes have none
  if (!name.has_value() || !is_in_package(program, program.objects[name], "reflect")) return false;
  const std::string_view text = program.symbols.text(program.objects[name].name);
  if (text != "SliceHeader" && text != "StringHeader") return false;
  const types::StructField& field =
      program.types[program.types.underlying(header)].fields[unit.module.field(id)];
  return program.symbols.text(field.name) == "Data";
}

bool is_escape_non_string(const Unit& unit, ir::FunctionId function) {
  if (!function.has_value() || !unit.module.functions[function].is_instance) return false;
  const types::ObjectId id = unit.module.functions[function].object;
  if (!id.has_value()) return false;
  const types::Object& object = unit.program.objects[id];
  return is_in_package(unit.program, object, "internal/abi") &&
         unit.program.symbols.text(object.name).starts_with("EscapeNonString[");
}

bool has_non_string_pointers(Unit& unit, TypeId type) {
  if (!unit.types.has_pointers(type)) return false;
  const types::Type& underlying = unit.program.types[unit.program.types.underlying(type)];
  switch (underlying.kind) {
    case types::TypeKind::kBasic: return underlying.basic != types::BasicKind::kString;
    case types::TypeKind::kArray: return has_non_string_pointers(unit, underlying.element);
    case types::TypeKind::kStruct: {
      const std::vector<types::StructField> fields = underlying.fields;
      return std::ranges::any_of(
          fields, [&](const types::StructField& f) { return has_non_string_pointers(unit, f.type); });
    }
    default: return true;
  }
}

}  // namespace escdiff::escape
