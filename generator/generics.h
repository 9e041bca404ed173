// Type parameters: generic types and functions, and their instances.
#pragma once

#include <vector>

#include "generator/context.h"
#include "generator/expressions.h"

namespace escdiff::generator {

// Generic struct types; some of their instances join the pool.
void declare_generic_types(Context& context);
// Gives `function` type parameters and a signature over them; false when the swarm has none.
bool declare_generic_function(Context& context, Function& function);
// What a method on a generic type may name beside the pool.
std::vector<TypeId> generic_pool(Context& context, const std::vector<TypeId>& params);

// While it lives, the body of `function` is built: its own types are in the pool, the methods of its type
// parameters can be called.
class GenericScope {
 public:
  GenericScope(Context& context, const Function& function);
  ~GenericScope();
  GenericScope(const GenericScope&) = delete;
  GenericScope& operator=(const GenericScope&) = delete;

 private:
  Context& context_;
  bool generic_;
  std::vector<TypeId> pool_;
  size_t callees_;
};

// A generic function with type arguments, some of which may not be settled yet.
struct GenericCallee {
  std::string_view name;
  TypeId signature;
  std::vector<TypeId> params;
  std::vector<TypeId> args;
  bool may_be_explicit = true;  // the type arguments may be written
};

// Declared generic functions with one result, of type `result` once it is instantiated.
std::vector<GenericCallee> generics_returning(Context& context, TypeId result);
// All declared generic functions.
std::vector<GenericCallee> generics(Context& context);
// Those that have the function type `type` once they are instantiated.
std::vector<GenericCallee> generics_of_type(Context& context, TypeId type);
// Settles the arguments that are open; false when no type of the pool would do.
bool settle_arguments(Context& context, GenericCallee& callee);
// The function with its type arguments, `f[int]`.
NodeId instance_node(Context& context, const GenericCallee& callee);
// A call, with or without its type arguments written; none when they cannot be settled.
NodeId call_generic(Context& context, GenericCallee callee, int depth);

}  // namespace escdiff::generator
