// Objects out of their rows.
#include <algorithm>

#include "solver/cache/restored_source.h"

namespace escdiff::cache {

using types::Object;
using types::ObjectKind;
using types::TypeKind;

ObjectId RestoredPackages::object_row(Program& program, Source& source, uint32_t row) {
  if (row >= source.objects.size()) return bad_object(program);
  if (source.objects[row].has_value()) return source.objects[row];
  constexpr int kMaxDepth = 4000;
  if (depth_ > kMaxDepth) return bad_object(program);
  ++depth_;
  ByteReader in(source.file.objects[row]);
  ObjectId id;
  switch (static_cast<ObjectRow>(in.byte())) {
    case ObjectRow::kOwn: id = own_object(program, source, row, in); break;
    case ObjectRow::kMember: id = foreign_member(program, source, in); break;
    case ObjectRow::kMethod: id = foreign_method(program, source, in); break;
    case ObjectRow::kAtPosition: id = foreign_at_position(program, source, in); break;
  }
  --depth_;
  if (in.failed()) damaged_ = true;
  if (!id.has_value()) id = bad_object(program);
  source.objects[row] = id;
  return id;
}

ObjectId RestoredPackages::own_object(Program& program, Source& source, uint32_t row, ByteReader& in) {
  Object object;
  const uint8_t kind = in.byte();
  const uint8_t role = in.byte();
  const uint8_t flags = in.byte();
  if (kind > static_cast<uint8_t>(ObjectKind::kLabel) || role > static_cast<uint8_t>(types::VarRole::kField))
    return bad_object(program);
  object.kind = static_cast<ObjectKind>(kind);
  object.role = static_cast<types::VarRole>(role);
  object.is_alias = (flags & kObjectIsAlias) != 0;
  object.used = (flags & kObjectIsUsed) != 0;
  object.name = text(program, source, in);
  object.pos = position(source, in);
  if (flags & kObjectHasPackage) object.package = source.id;
  const types::ScopeId scope = program.packages[source.id].scope;
  const Symbol name = object.name;
  if (flags & kObjectInScope) object.parent = scope;
  const ObjectId id = program.objects.add(std::move(object));
  source.objects[row] = id;
  if ((flags & kObjectInScope) && name.has_value()) program.scopes[scope].insert(name, id);
  own_details(program, source, row, id, flags, in);
  return id;
}

// What only some kinds have. Reading it may restore further objects: no reference to an object is held.
void RestoredPackages::own_details(Program& program, Source& source, uint32_t row, ObjectId id, uint8_t flags,
                                   ByteReader& in) {
  switch (program.objects[id].kind) {
    case ObjectKind::kConst: {
      const TypeId of = required_type(program, source, in);
      program.objects[id].type = of;
      program.objects[id].value = constant(program, source, in);
      return;
    }
    case ObjectKind::kPackageName:
      program.objects[id].imported = package(program, source, in);
      program.objects[id].type = program.types.invalid();
      if (!program.objects[id].imported.has_value()) damaged_ = true;
      return;
    case ObjectKind::kFunc: {
      places_[id] = {&source, row};
      const TypeId of = required_type(program, source, in);
      program.objects[id].type = of;
      const TypeId receiver = type(program, source, in);
      program.objects[id].receiver = receiver;
      std::vector<TypeId> parameters = required_types(program, source, in);
      program.objects[id].type_parameters = std::move(parameters);
      return;  // its variables come with its body
    }
    case ObjectKind::kTypeName: return type_name(program, source, row, id, flags, in);
    default: {
      const TypeId of = type(program, source, in);
      program.objects[id].type = of;
    }
  }
}

// Defined types and type parameters exist at once; what they are made of may lead back to them, and waits.
void RestoredPackages::type_name(Program& program, Source& source, uint32_t row, ObjectId id, uint8_t flags,
                                 ByteReader& in) {
  program.objects[id].local_number = in.small_number();
  if (flags & kObjectIsTypeParameter) {
    program.objects[id].type = program.types.type_parameter(id, in.small_number());
    program.types.type_parameter_info(program.objects[id].type).constraint = program.types.any_type();
    waiting_.push_back({&source, row});
  } else if (flags & kObjectIsDefinedType) {
    const TypeId named = program.types.named(id);
    program.objects[id].type = named;
    std::vector<TypeId> parameters;
    for (const ObjectId parameter : objects(program, source, in)) {
      const TypeId of = program.objects[parameter].type;
      parameters.push_back(of);
      if (!of.has_value() || program.types.kind(of) != TypeKind::kTypeParam) damaged_ = true;
    }
    program.types.named_info(named).type_parameters = std::move(parameters);
    std::vector<TypeId> implicit = required_types(program, source, in);
    for (const TypeId of : implicit) damaged_ |= program.types.kind(of) != TypeKind::kTypeParam;
    if (!implicit.empty()) program.types.set_implicit_parameters(named, std::move(implicit));
    waiting_.push_back({&source, row});
  } else {
    std::vector<TypeId> parameters = required_types(program, source, in);
    program.objects[id].type_parameters = std::move(parameters);
    const TypeId target = required_type(program, source, in);
    program.objects[id].type = target;
  }
}

// Fills in what type_name left.
void RestoredPackages::complete(Program& program, Source& source, uint32_t row) {
  const ObjectId id = source.objects[row];
  const TypeId own = program.objects[id].type;
  ByteReader in(source.file.objects[row]);
  in.raw(3);
  const uint8_t flags = in.byte();
  in.number();  // name
  in.number();  // position
  in.number();  // local number
  if (flags & kObjectIsTypeParameter) {
    in.number();  // index
    const TypeId constraint = required_type(program, source, in);
    program.types.type_parameter_info(own).constraint = constraint;
  } else {
    objects(program, source, in);         // type parameters
    required_types(program, source, in);  // of the function around it
    TypeId underlying = required_type(program, source, in);
    if (program.types.kind(underlying) == TypeKind::kNamed) {
      damaged_ = true;
      underlying = program.types.invalid();
    }
    const TypeId definition = type(program, source, in);
    std::vector<ObjectId> methods = objects(program, source, in);
    types::NamedInfo& info = program.types.named_info(own);
    info.underlying = underlying;
    info.definition = definition;
    info.methods = std::move(methods);
  }
  if (in.failed()) damaged_ = true;
}

void RestoredPackages::complete_all(Program& program) {
  while (!waiting_.empty()) {
    const Waiting next = waiting_.back();
    waiting_.pop_back();
    complete(program, *next.source, next.row);
  }
}

ObjectId RestoredPackages::foreign_member(Program& program, Source& source, ByteReader& in) {
  const PackageId owner = package(program, source, in);
  const Symbol name = text(program, source, in);
  if (!owner.has_value() || !name.has_value()) return bad_object(program);
  if (Source* restored = of_package(owner)) return find_member(program, *restored, name);
  return program.scopes[program.packages[owner].scope].find(name);
}

ObjectId RestoredPackages::foreign_method(Program& program, Source& source, ByteReader& in) {
  const ObjectId type_name = object(program, source, in);
  const uint64_t index = in.number();
  if (!type_name.has_value()) return bad_object(program);
  complete_all(program);
  const TypeId of = program.objects[type_name].type;
  if (!of.has_value() || program.types.kind(of) != TypeKind::kNamed) return bad_object(program);
  const std::vector<ObjectId>& methods = program.types.named_info(of).methods;
  return index < methods.size() ? methods[index] : bad_object(program);
}

ObjectId RestoredPackages::foreign_at_position(Program& program, Source& source, ByteReader& in) {
  const PackageId owner = package(program, source, in);
  const uint32_t offset = in.small_number();
  if (!owner.has_value()) return bad_object(program);
  Source* restored = of_package(owner);
  if (restored == nullptr) return object_at(program, owner, offset);
  open(program, *restored);
  const auto found =
      std::ranges::lower_bound(restored->anchors, offset, {}, [](const auto& a) { return a.first; });
  if (found == restored->anchors.end() || found->first != offset) return bad_object(program);
  return object_row(program, *restored, found->second);
}

// The type name that is declared at this place of a package that was checked from source.
ObjectId RestoredPackages::object_at(Program& program, PackageId package, uint32_t offset) {
  auto [known, fresh] = type_names_.try_emplace(package);
  const uint32_t start = program.packages[package].start.offset;
  if (fresh) {
    for (const ObjectId id : program.packages[package].info.definitions) {
      if (id.has_value() && program.objects[id].kind == ObjectKind::kTypeName)
        known->second.emplace(program.objects[id].pos.offset - start, id);
    }
  }
  const auto found = known->second.find(offset);
  return found == known->second.end() ? bad_object(program) : found->second;
}

}  // namespace escdiff::cache
