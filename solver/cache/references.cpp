// What a reference in a summary stands for.
#include "solver/cache/constant_bytes.h"
#include "solver/cache/restored_source.h"
#include "solver/cache/summary_writer.h"

namespace escdiff::cache {

ObjectId RestoredPackages::bad_object(Program& program) {
  damaged_ = true;
  return program.objects.add(types::Object{.type = program.types.invalid()});
}

ObjectId RestoredPackages::object(Program& program, Source& source, ByteReader& in) {
  const uint64_t reference = in.number();
  if (reference == 0) return ObjectId();
  const uint64_t number = (reference - 1) / 2;
  if (reference % 2 == 1) {
    if (number < predeclared().objects) return ObjectId(static_cast<uint32_t>(number));
  } else if (number < source.objects.size()) {
    return object_row(program, source, static_cast<uint32_t>(number));
  }
  return bad_object(program);
}

TypeId RestoredPackages::type(Program& program, Source& source, ByteReader& in) {
  const uint64_t reference = in.number();
  if (reference == 0) return TypeId();
  const uint64_t number = (reference - 1) / 2;
  if (reference % 2 == 1) {
    if (number < predeclared().types) return TypeId(static_cast<uint32_t>(number));
  } else if (number < source.types.size()) {
    return type_row(program, source, static_cast<uint32_t>(number));
  }
  damaged_ = true;
  return program.types.invalid();
}

TypeId RestoredPackages::required_type(Program& program, Source& source, ByteReader& in) {
  const TypeId result = type(program, source, in);
  if (result.has_value()) return result;
  damaged_ = true;
  return program.types.invalid();
}

ConstantId RestoredPackages::constant(Program& program, Source& source, ByteReader& in) {
  const uint64_t reference = in.number();
  if (reference == 0) return ConstantId();
  if (reference > source.constants.size()) {
    damaged_ = true;
    return ConstantId();
  }
  ConstantId& known = source.constants[reference - 1];
  if (!known.has_value()) {
    ByteReader bytes(source.file.constants[static_cast<uint32_t>(reference - 1)]);
    known = program.constants.add(read_constant(bytes, damaged_));
    if (bytes.failed()) damaged_ = true;
  }
  return known;
}

Symbol RestoredPackages::text(Program& program, Source& source, ByteReader& in) {
  const uint64_t reference = in.number();
  if (reference == 0) return Symbol();
  if (reference > source.texts.size()) {
    damaged_ = true;
    return Symbol();
  }
  Symbol& known = source.texts[reference - 1];
  if (!known.has_value())
    known = program.symbols.intern(source.file.texts[static_cast<uint32_t>(reference - 1)]);
  return known;
}

PackageId RestoredPackages::package(Program&, Source& source, ByteReader& in) {
  const uint64_t reference = in.number();
  if (reference == 0) return PackageId();
  if (reference > source.packages.size()) {
    damaged_ = true;
    return PackageId();
  }
  return source.packages[reference - 1];
}

SourcePos RestoredPackages::position(const Source& source, ByteReader& in) {
  const uint64_t reference = in.number();
  if (reference == 0) return SourcePos();
  if (reference > source.size) {
    damaged_ = true;
    return SourcePos();
  }
  return SourcePos{static_cast<uint32_t>(source.start + reference - 1)};
}

std::vector<TypeId> RestoredPackages::required_types(Program& program, Source& source, ByteReader& in) {
  std::vector<TypeId> result(in.count());
  for (TypeId& element : result) element = required_type(program, source, in);
  return result;
}

std::vector<ObjectId> RestoredPackages::objects(Program& program, Source& source, ByteReader& in) {
  std::vector<ObjectId> result(in.count());
  for (ObjectId& element : result) {
    element = object(program, source, in);
    if (!element.has_value()) element = bad_object(program);
  }
  return result;
}

}  // namespace escdiff::cache
