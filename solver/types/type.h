// Types of Go, interned: two types are identical exactly when their ids are equal.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "solver/syntax/symbol.h"
#include "solver/syntax/token.h"

namespace escdiff::types {

using syntax::Symbol;
using TypeId = Id<struct TypeTag>;
using ObjectId = Id<struct ObjectTag>;
using PackageId = Id<struct PackageTag>;

enum class TypeKind : uint8_t {
  kInvalid,
  kBasic,
  kNamed,      // a defined type, or an instance of a generic one
  kPointer,    // element
  kSlice,      // element
  kArray,      // element, length
  kMap,        // key, element
  kChan,       // element, direction
  kStruct,     // fields
  kSignature,  // parameters, results (both tuples), variadic
  kTuple,      // members
  kInterface,  // methods, embedded
  kTypeParam,  // index, constraint
  kUnion,      // terms; only inside constraints
};

enum class BasicKind : uint8_t {
  kBool, kInt, kInt8, kInt16, kInt32, kInt64, kUint, kUint8, kUint16, kUint32, kUint64, kUintptr,
  kFloat32, kFloat64, kComplex64, kComplex128, kString, kUnsafePointer,
  kUntypedBool, kUntypedInt, kUntypedRune, kUntypedFloat, kUntypedComplex, kUntypedString, kUntypedNil,
};

enum class ChanDirection : uint8_t { kBoth, kSend, kReceive };

// Field, parameter-free part of identity: name, package of an unexported name, type, tag, embedding.
struct StructField {
  Symbol name;
  PackageId package;  // none for exported names
  TypeId type;
  Symbol tag;         // none without a tag; the unquoted text
  bool embedded = false;
  friend bool operator==(const StructField&, const StructField&) = default;
};

struct InterfaceMethod {
  Symbol name;
  PackageId package;  // none for exported names
  TypeId signature;
  friend bool operator==(const InterfaceMethod&, const InterfaceMethod&) = default;
};

struct UnionTerm {
  TypeId type;
  bool tilde = false;
  friend bool operator==(const UnionTerm&, const UnionTerm&) = default;
};

// One interned type; which fields count is said at TypeKind.
struct Type {
  TypeKind kind = TypeKind::kInvalid;
  BasicKind basic = BasicKind::kBool;
  ChanDirection direction = ChanDirection::kBoth;
  bool variadic = false;
  bool implicit = false;  // an interface made of a constraint literal such as ~int|string
  TypeId element;
  TypeId key;
  TypeId parameters;      // kSignature: a kTuple
  TypeId results;         // kSignature: a kTuple
  int64_t length = 0;     // kArray
  uint32_t index = 0;     // kNamed: see NamedInfo; kTypeParam: its number
  std::vector<StructField> fields;
  std::vector<TypeId> members;            // kTuple; kInterface: embedded types
  std::vector<InterfaceMethod> methods;   // kInterface: explicit ones, sorted by name
  std::vector<UnionTerm> terms;
};

// What belongs to a named type beside its identity; filled while its package is checked.
struct NamedInfo {
  ObjectId object;                   // its TypeName
  TypeId underlying;                 // never kNamed once checked
  std::vector<ObjectId> methods;     // declared methods (kFunc objects), in source order; instances: made on demand
  TypeId origin;                     // the generic type of an instance, none otherwise
  std::vector<TypeId> arguments;     // of an instance
  std::vector<TypeId> type_parameters;  // of a generic type: kTypeParam types
};

struct TypeParamInfo {
  ObjectId object;
  TypeId constraint;
  uint32_t index = 0;  // in its list
};

// All types of a program. Ids count up in the order of construction, which depends on the input alone.
class TypeStore {
 public:
  TypeStore();
  ~TypeStore();
  TypeStore(TypeStore&&) noexcept;

  const Type& operator[](TypeId id) const;
  TypeKind kind(TypeId id) const { return (*this)[id].kind; }
  // The type behind a name (an instance's is expanded on demand); other types are their own underlying type.
  TypeId underlying(TypeId id);

  TypeId invalid() const;
  TypeId basic(BasicKind kind) const;
  TypeId byte_slice();  // []byte
  TypeId empty_interface();
  TypeId pointer(TypeId element);
  TypeId slice(TypeId element);
  TypeId array(TypeId element, int64_t length);
  TypeId map(TypeId key, TypeId element);
  TypeId channel(TypeId element, ChanDirection direction);
  TypeId structure(std::vector<StructField> fields);
  TypeId tuple(std::vector<TypeId> members);
  TypeId signature(TypeId parameters, TypeId results, bool variadic);
  TypeId interface(std::vector<InterfaceMethod> methods, std::vector<TypeId> embedded, bool implicit = false);
  TypeId union_of(std::vector<UnionTerm> terms);

  // A new named type, distinct from all others.
  TypeId named(ObjectId object);
  NamedInfo& named_info(TypeId named);
  // The one instance of `origin` with these arguments.
  TypeId instance(TypeId origin, std::vector<TypeId> arguments);
  TypeId type_parameter(ObjectId object, uint32_t index);
  TypeParamInfo& type_parameter_info(TypeId parameter);
  // `type` with each parameter replaced by the argument at the same place.
  TypeId substitute(TypeId type, std::span<const TypeId> parameters, std::span<const TypeId> arguments);

  size_t size() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace escdiff::types
