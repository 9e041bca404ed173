#include "solver/types/sizes.h"

#include <algorithm>
#include <limits>

namespace escdiff::types {

namespace {

constexpr int64_t kWord = 8;
constexpr int64_t kHuge = std::numeric_limits<int64_t>::max();

int64_t add(int64_t a, int64_t b) { return a > kHuge - b ? kHuge : a + b; }

int64_t round_up(int64_t offset, int64_t alignment) {
  const int64_t padded = add(offset, alignment - 1);
  return padded == kHuge ? kHuge : padded / alignment * alignment;
}

int64_t basic_size(BasicKind kind) {
  switch (kind) {
    case BasicKind::kBool:
    case BasicKind::kInt8:
    case BasicKind::kUint8:
    case BasicKind::kUntypedBool: return 1;
    case BasicKind::kInt16:
    case BasicKind::kUint16: return 2;
    case BasicKind::kInt32:
    case BasicKind::kUint32:
    case BasicKind::kFloat32:
    case BasicKind::kUntypedRune: return 4;
    case BasicKind::kComplex128:
    case BasicKind::kUntypedComplex:
    case BasicKind::kString:
    case BasicKind::kUntypedString: return 16;
    default: return kWord;
  }
}

// Lays the fields out one after the other; gives the size, and the offsets when they are asked for. A last
// field without size gets one byte, so that its address stays inside the struct.
int64_t lay_out(Program& program, const Type& type, std::vector<int64_t>* offsets) {
  int64_t end = 0, alignment = 1;
  for (size_t i = 0; i < type.fields.size(); ++i) {
    const TypeId field = type.fields[i].type;
    const int64_t field_alignment = alignment_of(program, field);
    int64_t size = size_of(program, field);
    if (size < 0) return -1;
    end = round_up(end, field_alignment);
    if (offsets != nullptr) offsets->push_back(end);
    if (i + 1 == type.fields.size() && size == 0 && end > 0) size = 1;
    end = add(end, size);
    alignment = std::max(alignment, field_alignment);
  }
  return round_up(end, alignment);
}

}  // namespace

int64_t alignment_of(Program& program, TypeId id) {
  const Type& type = program.types[program.types.underlying(id)];
  switch (type.kind) {
    case TypeKind::kArray: return alignment_of(program, type.element);
    case TypeKind::kStruct: {
      int64_t alignment = 1;
      for (const StructField& f : type.fields) alignment = std::max(alignment, alignment_of(program, f.type));
      return alignment;
    }
    case TypeKind::kBasic:
      if (type.basic == BasicKind::kComplex64) return 4;
      return std::min(basic_size(type.basic), kWord);
    default: return kWord;
  }
}

int64_t size_of(Program& program, TypeId id) {
  if (program.types.kind(id) == TypeKind::kTypeParam) return -1;
  const Type& type = program.types[program.types.underlying(id)];
  switch (type.kind) {
    case TypeKind::kBasic: return basic_size(type.basic);
    case TypeKind::kSlice: return 3 * kWord;
    case TypeKind::kInterface: return 2 * kWord;
    case TypeKind::kStruct: return lay_out(program, type, nullptr);
    case TypeKind::kArray: {
      const int64_t element = size_of(program, type.element);
      if (element < 0) return -1;
      if (type.length <= 0 || element == 0) return 0;
      return element > kHuge / type.length ? kHuge : element * type.length;
    }
    default: return kWord;
  }
}

std::vector<int64_t> field_offsets(Program& program, TypeId structure) {
  std::vector<int64_t> offsets;
  lay_out(program, program.types[program.types.underlying(structure)], &offsets);
  return offsets;
}

bool has_pointers(Program& program, TypeId id) {
  const Type& type = program.types[program.types.underlying(id)];
  switch (type.kind) {
    case TypeKind::kBasic:
      return type.basic == BasicKind::kString || type.basic == BasicKind::kUnsafePointer ||
             type.basic == BasicKind::kUntypedString || type.basic == BasicKind::kUntypedNil;
    case TypeKind::kArray: return type.length > 0 && has_pointers(program, type.element);
    case TypeKind::kStruct:
      return std::any_of(type.fields.begin(), type.fields.end(),
                         [&](const StructField& f) { return has_pointers(program, f.type); });
    case TypeKind::kPointer: return !is_not_in_heap(program, type.element);
    default: return true;
  }
}

// The field of NotInHeap is of the type that makes it what it is.
bool is_not_in_heap(Program& program, TypeId type_id) {
  const TypeId plain = program.types.unaliased(type_id);
  if (program.types.kind(plain) == TypeKind::kNamed) {
    const ObjectId id = program.types.named_info(plain).object;  // shapes have none
    if (id.has_value() && program.symbols.text(program.objects[id].name) == "nih") {
      const PackageId package = program.objects[id].package;
      if (package.has_value() && program.packages[package].path == "internal/runtime/sys") return true;
    }
  }
  const Type& type = program.types[program.types.underlying(plain)];
  if (type.kind == TypeKind::kArray) return is_not_in_heap(program, type.element);
  return type.kind == TypeKind::kStruct && std::ranges::any_of(type.fields, [&](const StructField& field) {
           return is_not_in_heap(program, field.type);
         });
}

}  // namespace escdiff::types
