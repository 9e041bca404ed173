// The standard library as far as programs use it: functions, and types with their methods.
#pragma once

#include <vector>

#include "generator/context.h"
#include "generator/generics.h"

namespace escdiff::generator {

// Chooses the functions that this program may call.
void choose_standard_functions(Context& context);
// A type of another package with some of its methods, a struct without known fields: sync.Mutex, ...
TypeId standard_type(Context& context);
// The methods of the types chosen so far, and of pointers to them.
void collect_standard_methods(Context& context);

// Those of the chosen functions that return the type, or all.
std::vector<GenericCallee> standard_returning(Context& context, TypeId result);
std::vector<GenericCallee> standard_functions(Context& context);
std::vector<GenericCallee> standard_of_type(Context& context, TypeId type);
// Those that return a sequence to range over.
std::vector<GenericCallee> standard_sequences(Context& context);

}  // namespace escdiff::generator
