// The rows of types.
#include <algorithm>

#include "base/check.h"
#include "solver/cache/summary_writer.h"

namespace escdiff::cache {

using types::Type;
using types::TypeKind;

void SummaryWriter::type_row(ByteWriter& out, TypeId id) {
  const auto row = [&](TypeRow r) { out.byte(static_cast<uint8_t>(r)); };
  const Type type = program_.types[id];
  if (type.alias.has_value()) {
    row(TypeRow::kSpelled);
    reference(out, type.alias);
    reference(out, program_.types.unaliased(id));
    references(out, type.alias_arguments);
    return;
  }
  if (type.kind == TypeKind::kTypeParam) {
    const types::TypeParamInfo& info = program_.types.type_parameter_info(id);
    if (program_.objects[info.object].type == id) {
      row(TypeRow::kOfObject);
      reference(out, info.object);
    } else {
      row(TypeRow::kFreshTypeParameter);
      reference(out, info.object);
      out.number(info.index);
      reference(out, info.constraint);
    }
    return;
  }
  if (type.kind == TypeKind::kNamed) {
    const bool instance = type.element.has_value();
    row(instance ? TypeRow::kInstance : TypeRow::kOfObject);
    reference(out, program_.types.named_info(instance ? type.element : id).object);
    if (instance) references(out, type.members);
    return;
  }
  structural_row(out, type);
}

void SummaryWriter::structural_row(ByteWriter& out, const Type& type) {
  const auto row = [&](TypeRow r) { out.byte(static_cast<uint8_t>(r)); };
  switch (type.kind) {
    case TypeKind::kPointer: row(TypeRow::kPointer); return reference(out, type.element);
    case TypeKind::kSlice: row(TypeRow::kSlice); return reference(out, type.element);
    case TypeKind::kArray:
      row(TypeRow::kArray);
      reference(out, type.element);
      return out.signed_number(type.length);
    case TypeKind::kMap:
      row(TypeRow::kMap);
      reference(out, type.key);
      return reference(out, type.element);
    case TypeKind::kChan:
      row(TypeRow::kChan);
      reference(out, type.element);
      return out.byte(static_cast<uint8_t>(type.direction));
    case TypeKind::kStruct: return struct_row(out, type);
    case TypeKind::kSignature:
      row(TypeRow::kSignature);
      out.byte(type.variadic ? 1 : 0);
      reference(out, type.parameters);
      reference(out, type.results);
      return references(out, type.members);
    case TypeKind::kTuple:
      row(TypeRow::kTuple);
      references(out, type.members);
      return references(out, type.names);
    case TypeKind::kInterface: return interface_row(out, type);
    case TypeKind::kUnion:
      row(TypeRow::kUnion);
      out.number(type.terms.size());
      for (const types::UnionTerm& term : type.terms) {
        reference(out, term.type);
        out.byte(term.tilde ? 1 : 0);
      }
      return;
    default: ESCDIFF_UNREACHABLE("a type of kind {}", static_cast<int>(type.kind));
  }
}

void SummaryWriter::struct_row(ByteWriter& out, const Type& type) {
  out.byte(static_cast<uint8_t>(TypeRow::kStruct));
  out.number(type.fields.size());
  for (const types::StructField& field : type.fields) {
    reference(out, field.name);
    reference(out, field.package);
    reference(out, field.type);
    reference(out, field.tag);
    out.byte(field.embedded ? 1 : 0);
  }
}

// Methods stand in the order of their names: their order in the program follows the symbols.
void SummaryWriter::interface_row(ByteWriter& out, const Type& type) {
  out.byte(static_cast<uint8_t>(TypeRow::kInterface));
  out.byte(type.implicit ? 1 : 0);
  std::vector<types::InterfaceMethod> methods = type.methods;
  std::ranges::sort(methods, {}, [&](const types::InterfaceMethod& m) {
    return std::pair(program_.symbols.text(m.name),
                     m.package.has_value() ? std::string_view(program_.packages[m.package].path) : "");
  });
  out.number(methods.size());
  for (const types::InterfaceMethod& method : methods) {
    reference(out, method.name);
    reference(out, method.package);
    reference(out, method.signature);
  }
  references(out, type.members);
}

}  // namespace escdiff::cache
