#include "solver/types/sizes.h"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <unordered_set>

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

struct Layout {
  int64_t size = kWord;  // -1 when it depends on a type parameter
  int64_t alignment = kWord;
};

// Structs with aggregates inside are computed once a walk: such types can hold one another along
// exponentially many ways. (A type's layout is not kept longer, as types are asked for while they are being
// declared.)
class LayoutWalk {
 public:
  explicit LayoutWalk(Program& program) : program_(program) {}

  Layout of(TypeId id) {
    if (program_.types.kind(id) == TypeKind::kTypeParam) return {.size = -1};
    const TypeId under = program_.types.underlying(id);
    const Type& type = program_.types[under];
    switch (type.kind) {
      case TypeKind::kBasic:
        if (type.basic == BasicKind::kComplex64) return {8, 4};
        return {basic_size(type.basic), std::min(basic_size(type.basic), kWord)};
      case TypeKind::kSlice: return {.size = 3 * kWord};
      case TypeKind::kInterface: return {.size = 2 * kWord};
      case TypeKind::kStruct: return structure(under, type);
      case TypeKind::kArray: return array(type);
      default: return {};
    }
  }

  // Lays the fields out one after the other; gives the offsets when they are asked for. A last field without
  // size gets one byte, so that its address stays inside the struct.
  Layout lay_out(const Type& type, std::vector<int64_t>* offsets) {
    int64_t end = 0, alignment = 1;
    bool known = true;
    for (size_t i = 0; i < type.fields.size(); ++i) {
      auto [size, field_alignment] = of(type.fields[i].type);
      known = known && size >= 0;
      alignment = std::max(alignment, field_alignment);
      if (!known) continue;
      end = round_up(end, field_alignment);
      if (offsets != nullptr) offsets->push_back(end);
      if (i + 1 == type.fields.size() && size == 0 && end > 0) size = 1;
      end = add(end, size);
    }
    return {known ? round_up(end, alignment) : -1, alignment};
  }

 private:
  Layout structure(TypeId id, const Type& type) {
    const bool nested = std::ranges::any_of(type.fields, [&](const StructField& field) {
      const TypeKind kind = program_.types.underlying_kind(field.type);
      return kind == TypeKind::kStruct || kind == TypeKind::kArray;
    });
    if (!nested) return lay_out(type, nullptr);
    if (const auto known = known_.find(id.index); known != known_.end()) return known->second;
    return known_[id.index] = lay_out(type, nullptr);
  }

  Layout array(const Type& type) {
    const auto [element, alignment] = of(type.element);
    if (element < 0) return {-1, alignment};
    if (type.length <= 0 || element == 0) return {0, alignment};
    return {element > kHuge / type.length ? kHuge : element * type.length, alignment};
  }

  Program& program_;
  std::unordered_map<uint32_t, Layout> known_;
};

// What a type holds in place, without what pointers lead to.
class HoldsWalk {
 public:
  explicit HoldsWalk(Program& program) : program_(program) {}

  bool pointers(TypeId id) {
    const TypeId under = program_.types.underlying(id);
    const Type& type = program_.types[under];
    switch (type.kind) {
      case TypeKind::kBasic:
        return type.basic == BasicKind::kString || type.basic == BasicKind::kUnsafePointer ||
               type.basic == BasicKind::kUntypedString || type.basic == BasicKind::kUntypedNil;
      case TypeKind::kArray: return type.length > 0 && pointers(type.element);
      case TypeKind::kStruct:
        return first_visit(under) && std::ranges::any_of(type.fields, [&](const StructField& field) {
                 return pointers(field.type);
               });
      case TypeKind::kPointer: return !is_not_in_heap(program_, type.element);
      default: return true;
    }
  }

  // The field of NotInHeap is of the type that makes it what it is.
  bool not_in_heap(TypeId id) {
    const TypeId plain = program_.types.unaliased(id);
    if (program_.types.kind(plain) == TypeKind::kNamed) {
      const ObjectId object = program_.types.named_info(plain).object;  // shapes have none
      if (object.has_value() && program_.symbols.text(program_.objects[object].name) == "nih") {
        const PackageId package = program_.objects[object].package;
        if (package.has_value() && program_.packages[package].path == "internal/runtime/sys") return true;
      }
    }
    const TypeId under = program_.types.underlying(plain);
    const Type& type = program_.types[under];
    if (type.kind == TypeKind::kArray) return not_in_heap(type.element);
    return type.kind == TypeKind::kStruct && first_visit(under) &&
           std::ranges::any_of(type.fields,
                               [&](const StructField& field) { return not_in_heap(field.type); });
  }

 private:
  // A struct that was looked at before had nothing, or the walk would be over. Small ones are looked at
  // again.
  bool first_visit(TypeId structure) {
    constexpr size_t kOneWay = 1;
    return program_.types[structure].fields.size() <= kOneWay || visited_.insert(structure.index).second;
  }

  Program& program_;
  std::unordered_set<uint32_t> visited_;
};

}  // namespace

int64_t alignment_of(Program& program, TypeId id) { return LayoutWalk(program).of(id).alignment; }

int64_t size_of(Program& program, TypeId id) { return LayoutWalk(program).of(id).size; }

std::vector<int64_t> field_offsets(Program& program, TypeId structure) {
  std::vector<int64_t> offsets;
  LayoutWalk(program).lay_out(program.types[program.types.underlying(structure)], &offsets);
  return offsets;
}

bool has_pointers(Program& program, TypeId id) { return HoldsWalk(program).pointers(id); }

bool is_not_in_heap(Program& program, TypeId id) { return HoldsWalk(program).not_in_heap(id); }

}  // namespace escdiff::types
