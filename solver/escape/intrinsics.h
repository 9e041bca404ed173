// What gc knows by name: fields and functions of the standard library that let pointers flow otherwise than
// their declarations say.
#pragma once

#include "solver/escape/unit.h"

namespace escdiff::escape {

// `p.Data` where p is a *reflect.SliceHeader or *reflect.StringHeader: an integer that keeps its array alive.
bool is_header_data(const Unit& unit, ir::InstId id);

// An instance of internal/abi.EscapeNonString, whose body says nothing of what it stands for.
bool is_escape_non_string(const Unit& unit, ir::FunctionId function);

// Values of the type hold pointers other than those of strings.
bool has_non_string_pointers(Unit& unit, TypeId type);

}  // namespace escdiff::escape
