// Every program of a small grammar, in a fixed order, small ones first.
//
// A program has one or two flows between up to three variables: parameters, results, locals and package-level
// variables of types int, *int and **int. A flow takes the source, its address or what it points to, moves it
// through a statement of exhaustive.def, and leaves it in a variable or in what one points to. Of two flows
// (a to b to c, or a to b and back) one is an assignment.
#pragma once

#include <cstdint>

#include "generator/generator.h"

namespace escdiff::generator {

// How many programs there are in the policy's language.
uint32_t exhaustive_count(const Policy& policy);
// Program `index`, below that count. Its `features` are the statements' names, it has no choices.
Program exhaustive_program(uint32_t index, const Policy& policy);

}  // namespace escdiff::generator
