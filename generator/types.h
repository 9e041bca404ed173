// The types of one generated program: interned, so that equal ids mean identical types.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"

namespace escdiff::generator {

struct TypeTag {};
using TypeId = Id<TypeTag>;

enum class TypeKind : uint8_t {
  kBool,
  kInt,
  kInt64,
  kByte,
  kRune,
  kUintptr,
  kFloat64,
  kComplex128,
  kString,
  kPointer,
  kSlice,
  kArray,
  kMap,
  kChan,
  kFunc,
  kUnsafePointer,
  kInterface,
  kStruct,
  kNamed,
  kTypeParam,  // without a core type; with one: kNamed, what it is underneath being the core type
};

enum class ChanDir : uint8_t { kBoth, kReceive, kSend };

struct Field {
  std::string_view name;
  TypeId type;
  bool embedded = false;
};

// A method of a named type, or of an interface.
struct Method {
  std::string_view name;
  TypeId signature;
  bool pointer_receiver = false;
};

// What a type argument must be good for.
enum class Constraint : uint8_t {
  kAny,
  kComparable,
  kOrdered,  // ~int | ~string | ...
  kMethods,  // Type::constraint_type, an interface
  kCore,     // ~[]E, ~map[K]V: Type::underlying
};

struct Type {
  TypeKind kind = TypeKind::kInt;
  ChanDir dir = ChanDir::kBoth;
  bool variadic = false;    // functions: the last parameter is a slice written `...T`
  bool is_param = false;    // a type parameter
  bool parametric = false;  // mentions one
  bool opaque = false;      // of another package: pointers inside, and no ==
  Constraint constraint = Constraint::kAny;
  uint32_t length = 0;          // arrays
  TypeId elem;                  // pointers, slices, arrays, maps, channels
  TypeId key;                   // maps
  TypeId underlying;            // named types; the type itself otherwise
  TypeId constraint_type;       // type parameters: the interface whose methods are wanted, or that is written
  TypeId origin;                // instances: the generic type
  std::vector<TypeId> params;   // functions
  std::vector<TypeId> results;  // functions
  std::vector<Field> fields;    // structs
  std::vector<Method> methods;  // interfaces, named types
  std::vector<TypeId> args;     // instances: type arguments; generic types: their type parameters
  std::string elements;         // interfaces: a union, "~int | ~string"
  std::string spelling;         // as Go writes it, but for structs and interfaces behind a name
};

// A method that a value has, and how it is got: declared, promoted, or an interface's.
struct FoundMethod {
  Method method;
  bool of_interface = false;  // called through an interface value
  bool promoted = false;
};

class TypeTable {
 public:
  TypeTable();

  TypeId boolean() const { return basic(TypeKind::kBool); }
  TypeId integer() const { return basic(TypeKind::kInt); }
  TypeId byte() const { return basic(TypeKind::kByte); }
  TypeId rune() const { return basic(TypeKind::kRune); }
  TypeId string() const { return basic(TypeKind::kString); }
  TypeId basic(TypeKind kind) const { return TypeId(static_cast<uint32_t>(kind)); }
  TypeId any() const { return any_; }
  TypeId empty_struct() const { return empty_struct_; }
  TypeId unsafe_pointer() const { return unsafe_pointer_; }
  // The predeclared interface type.
  TypeId error() const { return error_; }

  TypeId pointer(TypeId elem);
  TypeId slice(TypeId elem);
  TypeId array(TypeId elem, uint32_t length);
  TypeId map(TypeId key, TypeId elem);
  TypeId chan(TypeId elem, ChanDir dir);
  TypeId function(std::vector<TypeId> params, std::vector<TypeId> results, bool variadic);
  // A struct type of one field, short enough for one line.
  TypeId anonymous_struct(Field field);
  // A new named type whose underlying type is yet to be told.
  TypeId declare(std::string name);
  void complete(TypeId named, Type underlying);
  void complete(TypeId named, TypeId underlying) {
    types_[named.index].underlying = underlying;
    types_[named.index].parametric |= types_[underlying.index].parametric;
  }
  void add_method(TypeId named, Method method);

  // A type parameter; its name need not be unique.
  TypeId type_param(std::string name, Constraint constraint, TypeId constraint_type = TypeId());
  // The instances of generic types that occur so far.
  const std::vector<TypeId>& instances() const { return instances_; }
  // Whether `arg` may be the argument for `param`; kCore parameters: whatever other parameters are.
  bool satisfies(TypeId arg, TypeId param) const;
  // Makes the named type generic: its own spelling is then that of an instance with its parameters.
  void make_generic(TypeId named, std::vector<TypeId> params);
  // The generic type `origin` with other arguments than its parameters; methods added later are its, too.
  TypeId instance(TypeId origin, std::vector<TypeId> args);
  // `id` with each of `params` replaced by the argument at its place.
  TypeId substitute(TypeId id, const std::vector<TypeId>& params, const std::vector<TypeId>& args);
  // Whether `id` is `pattern` with some arguments for `params`; those found so far are in `args` (none:
  // not found yet), which may have changed when the answer is no.
  bool unify(TypeId pattern, TypeId id, const std::vector<TypeId>& params, std::vector<TypeId>& args) const;

  // A named type of another package, "reflect.SliceHeader": the same one each time; `fresh` says whether it
  // is yet to be completed.
  TypeId external(std::string_view name, bool& fresh);
  // The pointer type to `elem` if the program has one already.
  TypeId find_pointer(TypeId elem) const;

  const Type& operator[](TypeId id) const { return types_[id.index]; }
  // What `id` is underneath its name.
  const Type& underlying(TypeId id) const { return types_[types_[id.index].underlying.index]; }
  TypeKind kind(TypeId id) const { return underlying(id).kind; }
  bool is_named(TypeId id) const { return types_[id.index].kind == TypeKind::kNamed; }
  bool is_pointer_to_struct(TypeId id) const;
  size_t size() const { return types_.size(); }

  bool comparable(TypeId id) const;
  // No comparison of two values can panic: no interface inside.
  bool strictly_comparable(TypeId id) const;
  bool has_pointers(TypeId id) const;
  // Bytes on a 64-bit machine, padding of structs left out.
  uint64_t bytes(TypeId id) const;

  // The methods that a value of `id` can call. `addressable` adds pointer methods of a variable.
  std::vector<FoundMethod> methods(TypeId id, bool addressable) const;
  // Until every method is declared, a concrete type is taken to implement the empty interface alone.
  void methods_are_known() { methods_known_ = true; }
  // Whether `id`'s method set has every method of the interface type.
  bool implements(TypeId id, TypeId interface_type) const;
  bool assignable(TypeId from, TypeId to) const;
  // Whether a value of the interface type could hold, or also be, a `id`: what a type assertion needs.
  bool assertable(TypeId interface_type, TypeId id) const;

 private:
  TypeId intern(Type type);
  TypeId add(Type type);
  std::string spell_signature(const Type& type) const;
  void promoted_methods(TypeId named, bool through_pointer, std::vector<FoundMethod>& out) const;

  std::deque<Type> types_;
  bool methods_known_ = false;
  std::vector<TypeId> instances_;
  TypeId any_;
  TypeId empty_struct_;
  TypeId unsafe_pointer_;
  TypeId error_;
};

}  // namespace escdiff::generator
