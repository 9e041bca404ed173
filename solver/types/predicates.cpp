#include "solver/types/predicates.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "solver/types/type_string.h"

namespace escdiff::types {

uint16_t basic_flags(BasicKind kind) {
  switch (kind) {
    case BasicKind::kBool: return kIsBoolean;
    case BasicKind::kInt:
    case BasicKind::kInt8:
    case BasicKind::kInt16:
    case BasicKind::kInt32:
    case BasicKind::kInt64: return kIsInteger;
    case BasicKind::kUint:
    case BasicKind::kUint8:
    case BasicKind::kUint16:
    case BasicKind::kUint32:
    case BasicKind::kUint64:
    case BasicKind::kUintptr: return kIsInteger | kIsUnsigned;
    case BasicKind::kFloat32:
    case BasicKind::kFloat64: return kIsFloat;
    case BasicKind::kComplex64:
    case BasicKind::kComplex128: return kIsComplex;
    case BasicKind::kString: return kIsString;
    case BasicKind::kUnsafePointer: return 0;
    case BasicKind::kUntypedBool: return kIsBoolean | kIsUntyped;
    case BasicKind::kUntypedInt:
    case BasicKind::kUntypedRune: return kIsInteger | kIsUntyped;
    case BasicKind::kUntypedFloat: return kIsFloat | kIsUntyped;
    case BasicKind::kUntypedComplex: return kIsComplex | kIsUntyped;
    case BasicKind::kUntypedString: return kIsString | kIsUntyped;
    case BasicKind::kUntypedNil: return kIsUntyped;
  }
  return 0;
}

bool is_basic(Program& program, TypeId type, uint16_t flags) {
  if (is_type_parameter(program, type)) return false;
  const Type& under = program.types[program.types.underlying(type)];
  return under.kind == TypeKind::kBasic && (basic_flags(under.basic) & flags) != 0;
}

bool all_basic(Program& program, TypeId type, uint16_t flags) {
  if (!is_type_parameter(program, type)) return is_basic(program, type, flags);
  return for_each_term(program, type,
                       [&](TypeId term) { return term.has_value() && is_basic(program, term, flags); });
}

bool is_untyped(const Program& program, TypeId type) {
  const Type& t = program.types[type];
  return t.kind == TypeKind::kBasic && t.basic >= BasicKind::kUntypedBool;
}

bool is_type_parameter(const Program& program, TypeId type) {
  return program.types.kind(type) == TypeKind::kTypeParam;
}

bool is_interface(Program& program, TypeId type) {
  return !is_type_parameter(program, type) && program.types.underlying_kind(type) == TypeKind::kInterface;
}

bool has_name(const Program& program, TypeId type) {
  const TypeKind kind = program.types.kind(type);
  return kind == TypeKind::kBasic || kind == TypeKind::kNamed || kind == TypeKind::kTypeParam;
}

bool is_generic(const Program& program, TypeId type) {
  const Type& t = program.types[type];
  if (t.alias.has_value() && t.alias_arguments.empty() && !program.objects[t.alias].type_parameters.empty())
    return true;
  return t.kind == TypeKind::kNamed && !t.element.has_value() &&
         !program.types.named_info(type).type_parameters.empty();
}

bool has_nil(Program& program, TypeId type) {
  if (is_type_parameter(program, type)) {
    return for_each_underlying(program, type, [&](TypeId u) { return u.has_value() && has_nil(program, u); });
  }
  const Type& under = program.types[program.types.underlying(type)];
  switch (under.kind) {
    case TypeKind::kBasic: return under.basic == BasicKind::kUnsafePointer;
    case TypeKind::kSlice:
    case TypeKind::kPointer:
    case TypeKind::kSignature:
    case TypeKind::kMap:
    case TypeKind::kChan:
    case TypeKind::kInterface: return true;
    default: return false;
  }
}

bool is_bytes_or_runes(Program& program, TypeId type) {
  const Type& under = program.types[program.types.underlying(type)];
  if (under.kind != TypeKind::kSlice || is_type_parameter(program, type)) return false;
  const Type& element = program.types[program.types.underlying(under.element)];
  return element.kind == TypeKind::kBasic &&
         (element.basic == BasicKind::kUint8 || element.basic == BasicKind::kInt32);
}

namespace {

// The terms of a type set, without those that its being comparable excludes.
std::vector<UnionTerm> effective_terms(Program& program, const TypeSet& set) {
  std::vector<UnionTerm> terms = set.terms;
  if (set.comparable) {
    std::erase_if(terms, [&](const UnionTerm& term) {
      return !is_comparable(program, term.type, false, PackageId(), nullptr);
    });
  }
  return terms;
}

}  // namespace

bool for_each_term(Program& program, TypeId type, const std::function<bool(TypeId)>& visit) {
  if (!is_type_parameter(program, type)) return visit(type);
  const TypeSet& set = program.types.type_set(type);
  const std::vector<UnionTerm> terms =
      set.all_types ? std::vector<UnionTerm>() : effective_terms(program, set);
  if (terms.empty()) return visit(TypeId());
  return std::all_of(terms.begin(), terms.end(), [&](const UnionTerm& term) { return visit(term.type); });
}

bool for_each_underlying(Program& program, TypeId type, const std::function<bool(TypeId)>& visit) {
  return for_each_term(program, type, [&](TypeId term) {
    return visit(term.has_value() ? program.types.underlying(term) : term);
  });
}

namespace {

// Asks what a type holds in place.
class ComparableCheck {
 public:
  ComparableCheck(Program& program, bool dynamic, PackageId package)
      : program_(program), dynamic_(dynamic), package_(package) {}
  bool check(TypeId type, std::string* why) {
    const TypeKind kind = program_.types.underlying_kind(type);
    if (kind == TypeKind::kBasic || kind == TypeKind::kPointer)
      return check_parts(type, why);  // nothing inside
    if (!seen_.insert(type).second) return true;
    const bool comparable = check_parts(type, why);
    if (!comparable) seen_.erase(type);
    return comparable;
  }

 private:
  bool check_parts(TypeId type, std::string* why);
  bool type_set_comparable(TypeId type) {
    const TypeSet set = program_.types.type_set(type);
    if (set.all_types) return set.comparable;
    // Terms that being comparable excludes count only when no others are left.
    size_t comparable = 0;
    for (const UnionTerm& term : set.terms) comparable += strictly(term.type) ? 1 : 0;
    return comparable > 0 && (set.comparable || comparable == set.terms.size());
  }

  bool strictly(TypeId type) {
    const bool outer = std::exchange(dynamic_, false);
    const bool comparable = check(type, nullptr);
    dynamic_ = outer;
    return comparable;
  }

  Program& program_;
  bool dynamic_;
  PackageId package_;
  std::unordered_set<TypeId> seen_;  // comparable or on the way, should one contain itself; looked up only
};

bool fail(std::string* why, std::string text) {
  if (why != nullptr) *why = std::move(text);
  return false;
}

bool ComparableCheck::check_parts(TypeId type, std::string* why) {
  const Type& under = program_.types[program_.types.underlying(type)];
  switch (under.kind) {
    case TypeKind::kInvalid:
    case TypeKind::kPointer:
    case TypeKind::kChan: return true;
    case TypeKind::kBasic: return under.basic != BasicKind::kUntypedNil;
    case TypeKind::kStruct:
      for (const StructField& field : under.fields) {
        if (!check(field.type, nullptr)) {
          return fail(why, "struct containing " + type_string(program_, field.type, package_) +
                               " cannot be compared");
        }
      }
      return true;
    case TypeKind::kArray:
      if (check(under.element, nullptr)) return true;
      return fail(why, type_string(program_, type, package_) + " cannot be compared");
    case TypeKind::kInterface:
      if ((dynamic_ && !is_type_parameter(program_, type)) || type_set_comparable(type)) return true;
      return fail(why,
                  has_empty_type_set(program_, type) ? "empty type set" : "incomparable types in type set");
    default: return false;
  }
}

}  // namespace

bool is_comparable(Program& program, TypeId type, bool dynamic, PackageId package, std::string* why) {
  return ComparableCheck(program, dynamic, package).check(type, why);
}

bool has_empty_type_set(Program& program, TypeId type) {
  if (program.types.underlying_kind(type) != TypeKind::kInterface) return false;
  const TypeSet& set = program.types.type_set(type);
  return !set.all_types && effective_terms(program, set).empty();
}

TypeId default_type(Program& program, TypeId type) {
  const Type& t = program.types[type];
  if (t.kind != TypeKind::kBasic) return type;
  switch (t.basic) {
    case BasicKind::kUntypedBool: return program.types.basic(BasicKind::kBool);
    case BasicKind::kUntypedInt: return program.types.basic(BasicKind::kInt);
    case BasicKind::kUntypedRune: return program.types.rune_type();
    case BasicKind::kUntypedFloat: return program.types.basic(BasicKind::kFloat64);
    case BasicKind::kUntypedComplex: return program.types.basic(BasicKind::kComplex128);
    case BasicKind::kUntypedString: return program.types.basic(BasicKind::kString);
    default: return type;
  }
}

std::string_view composite_kind(Program& program, TypeId type) {
  switch (program.types.underlying_kind(type)) {
    case TypeKind::kPointer: return "pointer";
    case TypeKind::kSlice: return "slice";
    case TypeKind::kArray: return "array";
    case TypeKind::kMap: return "map";
    case TypeKind::kChan: return "chan";
    case TypeKind::kStruct: return "struct";
    case TypeKind::kSignature: return "func";
    case TypeKind::kTuple: return "tuple";
    case TypeKind::kInterface: return "interface";
    case TypeKind::kUnion: return "union";
    default: return "";
  }
}

}  // namespace escdiff::types
