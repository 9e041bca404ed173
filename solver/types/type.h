// Types of Go, interned by how they are written. Types that Go calls identical may be spelled in several ways
// (byte and uint8, any and interface{}, an alias and what it stands for, func(x int) and func(y int));
// messages show the spelling, so each spelling has an id of its own. Compare types with TypeStore::identical,
// or compare canonical ids.
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
  kNamed,      // a defined type; an instance: element is the generic type, members its arguments
  kPointer,    // element
  kSlice,      // element
  kArray,      // element, length
  kMap,        // key, element
  kChan,       // element, direction
  kStruct,     // fields
  kSignature,  // parameters, results (both tuples), variadic; members: the type parameters of a generic
               // function
  kTuple,      // members, names
  kInterface,  // methods, embedded
  kTypeParam,  // index, constraint
  kUnion,      // terms; only inside constraints
};

enum class BasicKind : uint8_t {
  kBool,
  kInt,
  kInt8,
  kInt16,
  kInt32,
  kInt64,
  kUint,
  kUint8,
  kUint16,
  kUint32,
  kUint64,
  kUintptr,
  kFloat32,
  kFloat64,
  kComplex64,
  kComplex128,
  kString,
  kUnsafePointer,
  kUntypedBool,
  kUntypedInt,
  kUntypedRune,
  kUntypedFloat,
  kUntypedComplex,
  kUntypedString,
  kUntypedNil,
};

enum class ChanDirection : uint8_t { kBoth, kSend, kReceive };

// Field, parameter-free part of identity: name, package of an unexported name, type, tag, embedding.
struct StructField {
  Symbol name;
  PackageId package;  // none for exported names
  TypeId type;
  Symbol tag;  // none without a tag; the unquoted text
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
  TypeId parameters;   // kSignature: a kTuple
  TypeId results;      // kSignature: a kTuple
  int64_t length = 0;  // kArray
  uint32_t index = 0;  // kNamed: see NamedInfo; kTypeParam: its number
  ObjectId alias;      // the alias this type was spelled with; all other fields describe the aliased type
  std::vector<StructField> fields;
  std::vector<Symbol> names;  // kTuple: names of parameters as written, or empty when none has one
  std::vector<TypeId>
      members;  // kTuple; kInterface: embedded types; kNamed: see there; kSignature: see there
  std::vector<TypeId> alias_arguments;   // of a generic alias
  std::vector<InterfaceMethod> methods;  // kInterface: explicit ones, sorted by symbol id
  std::vector<UnionTerm> terms;
};

// What belongs to a named type beside its identity; filled while its package is checked.
struct NamedInfo {
  ObjectId object;    // its TypeName
  TypeId underlying;  // never kNamed once checked; ask TypeStore::underlying
  TypeId definition;  // the right side of its declaration
  std::vector<ObjectId>
      methods;    // declared methods (kFunc objects), in source order; instances: made on demand
  TypeId origin;  // the generic type of an instance, none otherwise
  std::vector<TypeId> arguments;        // of an instance
  std::vector<TypeId> type_parameters;  // of a generic type: kTypeParam types
  // Of a type that is declared inside a generic function: the function's type parameters. It is a type of its
  // own for each of their arguments; TypeStore::substitute makes such instances.
  std::vector<TypeId> implicit_parameters;
  bool is_shape = false;  // see TypeStore::shape; has no object
};

struct TypeParamInfo {
  ObjectId object;
  TypeId constraint;
  uint32_t index = 0;  // in its list
};

// What an interface asks of a type: its methods, and the types it admits.
struct TypeSet {
  std::vector<InterfaceMethod> methods;  // sorted by symbol id; lookup.h has them as method tables sort
  bool comparable = false;               // only strictly comparable types
  bool all_types = true;                 // no restriction by terms
  std::vector<UnionTerm> terms;          // disjoint; meaningful unless all_types; empty: no type at all
  bool is_constraint() const { return comparable || !all_types; }
};

// All types of a program. Ids count up in the order of construction, which depends on the input alone.
class TypeStore {
 public:
  TypeStore();
  ~TypeStore();
  TypeStore(TypeStore&&) noexcept;

  const Type& operator[](TypeId id) const { return (*types_)[id]; }
  TypeKind kind(TypeId id) const { return (*this)[id].kind; }
  // The type behind a name (an instance's is expanded on demand); other types are their own underlying type,
  // a type parameter's is its constraint as an interface. Invalid while a declaration is in the making.
  TypeId underlying(TypeId id);
  TypeKind underlying_kind(TypeId id) { return kind(underlying(id)); }
  // The one id that stands for all spellings of a type.
  TypeId canonical(TypeId id);
  // Identity as the language defines it.
  bool identical(TypeId a, TypeId b) {
    return a == b || canonical(a) == canonical(b) || (has_circles() && identical_circles(a, b));
  }
  // Identity without a look at struct tags, as conversions have it.
  bool identical_ignoring_tags(TypeId a, TypeId b);
  // The methods and terms of an interface (by underlying type). Stays valid as long as the store lives.
  const TypeSet& type_set(TypeId interface);
  bool has_type_parameters(TypeId id) const;
  // A shape, or a type made of one.
  bool has_shape(TypeId id) const;
  bool is_shape(TypeId id) const { return kind(id) == TypeKind::kNamed && named_info(id).is_shape; }

  TypeId invalid() const;
  TypeId basic(BasicKind kind) const;
  TypeId byte_type() const;  // uint8 spelled byte
  TypeId rune_type() const;  // int32 spelled rune
  TypeId any_type() const;   // interface{} spelled any
  TypeId byte_slice();       // []byte
  TypeId empty_interface();
  TypeId comparable_interface() const;  // what the predeclared comparable stands for
  TypeId pointer(TypeId element);
  TypeId slice(TypeId element);
  TypeId array(TypeId element, int64_t length);
  TypeId map(TypeId key, TypeId element);
  TypeId channel(TypeId element, ChanDirection direction);
  TypeId structure(std::vector<StructField> fields);
  TypeId tuple(std::vector<TypeId> members, std::vector<Symbol> names = {});
  TypeId signature(TypeId parameters, TypeId results, bool variadic,
                   std::vector<TypeId> type_parameters = {});
  TypeId interface(std::vector<InterfaceMethod> methods, std::vector<TypeId> embedded, bool implicit = false);
  TypeId union_of(std::vector<UnionTerm> terms);
  // `target` spelled as the alias `object` (with `arguments`, when that is generic).
  TypeId spelled(TypeId target, ObjectId object, std::vector<TypeId> arguments = {});
  // `type` without an alias name at its top.
  TypeId unaliased(TypeId type);

  // A new named type, distinct from all others.
  TypeId named(ObjectId object);
  NamedInfo& named_info(TypeId named);
  const NamedInfo& named_info(TypeId named) const;
  // Makes `named` depend on the type parameters of the function that declares it.
  void set_implicit_parameters(TypeId named, std::vector<TypeId> parameters);
  // The one instance of `origin` with these arguments (one NamedInfo for all their spellings). When one of
  // them has a shape, all become shapes.
  TypeId instance(TypeId origin, std::vector<TypeId> arguments);
  TypeId type_parameter(ObjectId object, uint32_t index);
  TypeParamInfo& type_parameter_info(TypeId parameter);
  const TypeParamInfo& type_parameter_info(TypeId parameter) const;
  // The shape that gc compiles a type parameter with this constraint for, when the argument is `argument`: a
  // named type for each underlying type; one for all pointers when the constraint asks for methods only.
  TypeId shape(TypeId argument, TypeId constraint);
  // `type` with each parameter replaced by the argument at the same place.
  TypeId substitute(TypeId type, std::span<const TypeId> parameters, std::span<const TypeId> arguments);

  size_t size() const;

 private:
  // Some interface literal contains itself: there is no one id for all spellings of such types.
  bool has_circles() const;
  bool identical_circles(TypeId a, TypeId b);

  struct Impl;
  std::unique_ptr<Impl> impl_;
  const ValueStore<TypeId, Type>* types_;  // the Impl's, for those who ask in a hurry
};

}  // namespace escdiff::types
