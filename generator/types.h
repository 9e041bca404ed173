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
  kFloat64,
  kString,
  kPointer,
  kSlice,
  kArray,
  kMap,
  kChan,
  kFunc,
  kInterface,
  kStruct,
  kNamed,
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

struct Type {
  TypeKind kind = TypeKind::kInt;
  ChanDir dir = ChanDir::kBoth;
  bool variadic = false;        // functions: the last parameter is a slice written `...T`
  uint32_t length = 0;          // arrays
  TypeId elem;                  // pointers, slices, arrays, maps, channels
  TypeId key;                   // maps
  TypeId underlying;            // named types; the type itself otherwise
  std::vector<TypeId> params;   // functions
  std::vector<TypeId> results;  // functions
  std::vector<Field> fields;    // structs
  std::vector<Method> methods;  // interfaces, named types
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
  void complete(TypeId named, TypeId underlying) { types_[named.index].underlying = underlying; }
  void add_method(TypeId named, Method method) { types_[named.index].methods.push_back(method); }

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
  TypeId any_;
  TypeId empty_struct_;
};

}  // namespace escdiff::generator
