// Questions about single types, type parameters answered by their type sets.
#pragma once

#include <functional>
#include <string>

#include "solver/types/program.h"

namespace escdiff::types {

enum BasicFlag : uint16_t {
  kIsBoolean = 1,
  kIsInteger = 2,
  kIsUnsigned = 4,
  kIsFloat = 8,
  kIsComplex = 16,
  kIsString = 32,
  kIsUntyped = 64,
  kIsNumeric = kIsInteger | kIsFloat | kIsComplex,
  kIsOrdered = kIsInteger | kIsFloat | kIsString,
  kIsConstType = kIsBoolean | kIsNumeric | kIsString,
};

// The flags of a basic type, 0 for pointers and nil.
uint16_t basic_flags(BasicKind kind);
// The type's underlying type is a basic one with one of `flags`; never for type parameters.
bool is_basic(Program& program, TypeId type, uint16_t flags);
// The same, and a type parameter when all types of its set pass.
bool all_basic(Program& program, TypeId type, uint16_t flags);
bool is_untyped(const Program& program, TypeId type);
bool is_type_parameter(const Program& program, TypeId type);
// An interface that is no type parameter.
bool is_interface(Program& program, TypeId type);
// Predeclared, defined, type parameter: types that have a name of their own.
bool has_name(const Program& program, TypeId type);
// A generic type that was not instantiated.
bool is_generic(const Program& program, TypeId type);
bool has_nil(Program& program, TypeId type);
// []byte or []rune by underlying type.
bool is_bytes_or_runes(Program& program, TypeId type);

// Calls `visit(term)` for each type of a type parameter's set (once with none when it has no specific types),
// or with the type itself; stops and gives false when a call does.
bool for_each_term(Program& program, TypeId type, const std::function<bool(TypeId)>& visit);
// The same with underlying types.
bool for_each_underlying(Program& program, TypeId type, const std::function<bool(TypeId)>& visit);

// Whether == is defined. `dynamic`: interfaces count, as they do for the operator. `why` becomes the cause,
// maybe empty.
bool is_comparable(Program& program, TypeId type, bool dynamic, PackageId package, std::string* why);
// An interface or type parameter that no type satisfies.
bool has_empty_type_set(Program& program, TypeId type);

// The type an untyped one becomes when nothing asks for another.
TypeId default_type(Program& program, TypeId type);
// "slice", "struct", ...; empty for basic types.
std::string_view composite_kind(Program& program, TypeId type);

}  // namespace escdiff::types
