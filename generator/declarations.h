// Package-level declarations: types and the pool, variables, signatures of functions and methods.
#pragma once

#include "generator/context.h"

namespace escdiff::generator {

// --- declare_types.cpp: named types, interfaces, and the pool of types that variables will have.
void declare_types(Context& context);

// --- declare_functions.cpp
void declare_globals(Context& context);
// One function or method, without its body.
void declare_function(Context& context);
// Fills Context::callees once every method is declared.
void collect_methods(Context& context);

}  // namespace escdiff::generator
