// The rows of objects.
#include <algorithm>

#include "base/check.h"
#include "solver/cache/summary_writer.h"

namespace escdiff::cache {

using types::ObjectKind;
using types::TypeKind;

namespace {

// The defined (generic) type whose method has this receiver, or none.
TypeId receiver_base(const types::Program& program, TypeId receiver) {
  if (!receiver.has_value()) return TypeId();
  if (program.types.kind(receiver) == TypeKind::kPointer) receiver = program.types[receiver].element;
  if (program.types.kind(receiver) != TypeKind::kNamed) return TypeId();
  const types::NamedInfo& info = program.types.named_info(receiver);
  return info.origin.has_value() ? info.origin : receiver;
}

}  // namespace

bool SummaryWriter::is_in_scope(ObjectId id) const {
  const types::Object& object = program_.objects[id];
  if (!object.package.has_value()) return false;
  return program_.scopes[program_.packages[object.package].scope].find(object.name) == id;
}

void SummaryWriter::object_row(ByteWriter& out, ObjectId id) {
  const types::Object object = program_.objects[id];
  if (object.package.has_value() && object.package != package_) {
    foreign_object(out, id, object);
  } else {
    own_object(out, id, object);
  }
}

void SummaryWriter::foreign_object(ByteWriter& out, ObjectId id, const types::Object& object) {
  if (is_in_scope(id)) {
    out.byte(static_cast<uint8_t>(ObjectRow::kMember));
    reference(out, object.package);
    reference(out, object.name);
    return;
  }
  if (foreign_method(out, id, object)) return;
  out.byte(static_cast<uint8_t>(ObjectRow::kAtPosition));
  reference(out, object.package);
  out.number(object.pos.offset - program_.packages[object.package].start.offset);
}

bool SummaryWriter::foreign_method(ByteWriter& out, ObjectId id, const types::Object& object) {
  const TypeId base = object.kind == ObjectKind::kFunc ? receiver_base(program_, object.receiver) : TypeId();
  if (!base.has_value()) return false;
  const types::NamedInfo& info = program_.types.named_info(base);
  const auto found = std::ranges::find(info.methods, id);
  if (found == info.methods.end()) return false;
  out.byte(static_cast<uint8_t>(ObjectRow::kMethod));
  reference(out, info.object);
  out.number(static_cast<uint64_t>(found - info.methods.begin()));
  return true;
}

uint8_t SummaryWriter::flags_of(ObjectId id, const types::Object& object) const {
  uint8_t flags = 0;
  if (object.is_alias) flags |= kObjectIsAlias;
  if (object.used) flags |= kObjectIsUsed;
  if (object.package.has_value()) flags |= kObjectHasPackage;
  if (is_in_scope(id)) flags |= kObjectInScope;
  if (object.kind == ObjectKind::kTypeName && !object.is_alias && object.type.has_value()) {
    const TypeKind kind = program_.types.kind(object.type);
    if (kind == TypeKind::kNamed && program_.types.named_info(object.type).object == id)
      flags |= kObjectIsDefinedType;
    if (kind == TypeKind::kTypeParam && program_.types.type_parameter_info(object.type).object == id)
      flags |= kObjectIsTypeParameter;
  }
  return flags;
}

void SummaryWriter::own_object(ByteWriter& out, ObjectId id, const types::Object& object) {
  const uint8_t flags = flags_of(id, object);
  out.byte(static_cast<uint8_t>(ObjectRow::kOwn));
  out.byte(static_cast<uint8_t>(object.kind));
  out.byte(static_cast<uint8_t>(object.role));
  out.byte(flags);
  reference(out, object.name);
  position(out, object.pos);
  switch (object.kind) {
    case ObjectKind::kConst:
      reference(out, object.type);
      reference(out, object.value);
      break;
    case ObjectKind::kPackageName: reference(out, object.imported); break;
    case ObjectKind::kFunc: {
      reference(out, object.type);
      reference(out, object.receiver);
      references(out, object.type_parameters);
      const auto kept = kept_of_.find(id);
      out.number(kept == kept_of_.end() ? 0 : kept->second + 1);
      if (kept != kept_of_.end()) {
        references(out, object.parameters);
        references(out, object.results);
      }
      break;
    }
    case ObjectKind::kTypeName:
      out.number(object.local_number);
      if (flags & kObjectIsTypeParameter) {
        const types::TypeParamInfo& info = program_.types.type_parameter_info(object.type);
        out.number(info.index);
        reference(out, info.constraint);
      } else if (flags & kObjectIsDefinedType) {
        defined_type(out, object.type);
      } else {
        references(out, object.type_parameters);
        reference(out, object.type);
      }
      break;
    default: reference(out, object.type);
  }
}

void SummaryWriter::defined_type(ByteWriter& out, TypeId type) {
  const TypeId underlying = program_.types.underlying(type);
  const types::NamedInfo& info = program_.types.named_info(type);
  out.number(info.type_parameters.size());
  for (const TypeId parameter : info.type_parameters)
    reference(out, program_.types.type_parameter_info(parameter).object);
  references(out, info.implicit_parameters);
  reference(out, underlying);
  reference(out, info.definition);
  references(out, info.methods);
}

}  // namespace escdiff::cache
