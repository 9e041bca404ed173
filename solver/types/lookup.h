// Fields and methods of a type, through embedding; method sets; what implements an interface.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "solver/types/program.h"

namespace escdiff::types {

enum class MemberKind : uint8_t {
  kNone,
  kAmbiguous,        // several at the same depth
  kPointerReceiver,  // a method that only the pointer's method set has
  kField,
  kMethod,  // declared: `object`
  kInterfaceMethod,
};

struct Member {
  MemberKind kind = MemberKind::kNone;
  std::vector<uint32_t> path;  // embedded fields on the way, and the field itself when it is one
  bool indirect = false;       // a pointer was followed on the way (that of the receiver itself counted)
  TypeId type;                 // of a field; signature of a method, the receiver's type arguments put in
  TypeId owner;                // the (embedded) type that has the method: named, an instance, or an interface
  ObjectId object;             // kMethod
  bool pointer_receiver = false;  // kMethod: declared for *T
  Symbol name;                    // as declared: differs from the one asked for when cases are folded
};

// What `name` selects in a value of `type`. Unexported names are those of `package`. `addressable`: pointer
// methods of an addressable value count. `fold_case`: names that differ in case only match too (for hints in
// errors).
Member find_member(Program& program, TypeId type, bool addressable, PackageId package, Symbol name,
                   bool fold_case = false);

// The signature of method `object` as the receiver type `owner` (an instance perhaps) has it.
TypeId method_signature(Program& program, ObjectId object, TypeId owner);

// All methods of an interface in the order of gc's method tables: exported ones by name, then the others.
std::vector<InterfaceMethod> methods_in_table_order(Program& program, TypeId interface);

// One method of a type's method set (that of *T when `type` is a pointer), promoted ones included.
struct MethodSetEntry {
  Symbol name;
  PackageId package;  // none for exported names
  Member member;
};
// Sorted as method tables are.
std::vector<MethodSetEntry> method_set(Program& program, TypeId type);

// Whether `type` has all methods of `interface`; `why`, if given, becomes "(missing method M)" and the like,
// in the words of compile errors of package `package`. With `dynamic`, an interface type that lacks a method
// passes, as in x.(T).
bool has_all_methods(Program& program, TypeId type, TypeId interface, bool dynamic, PackageId package,
                     std::string* why);

// Whether `type` implements `interface` (or satisfies it as a `constraint`); `why` becomes a full sentence.
struct ImplementsOptions {
  bool constraint = false;
  PackageId package;               // for the words of `why`
  bool strict_comparable = false;  // before Go 1.20 interfaces did not satisfy comparable
};
bool implements(Program& program, TypeId type, TypeId interface, const ImplementsOptions& options,
                std::string* why);

}  // namespace escdiff::types
