// Expressions as gc prints them in messages.
#pragma once

#include <optional>
#include <string>

#include "solver/ir/ir.h"
#include "solver/types/program.h"

namespace escdiff::ir {

// The text of an expression or statement as it stands in a message: "make([]int, 0, n)", "&T{...}", "func
// literal",
// "... argument", "x.f = y".
// With `before_propagation`, as it stood before constants took the place of what is constant.
std::string print(types::Program& program, types::PackageId package, const Module& module, InstId inst,
                  bool before_propagation = false);

// A function as -m=2 shows what can be inlined: "func(int) int { return x + 1 }". `module` is in the front
// end's form. Nothing when it takes a dictionary whose size is not known (dictionary_layout.h).
std::optional<std::string> print_function(types::Program& program, types::PackageId package,
                                          const Module& module, FunctionId function);

// What stands for a dictionary, or for an entry of one, in messages of `package`.
std::string dictionary_text(const types::Program& program, types::PackageId package, const Inst& inst);

// A constant as gc prints it: `7`, `N(7)`, `'x'`, `"text"` (cut after 72 characters), `0.333333`, `(1 + 2i)`.
std::string print_constant(types::Program& program, types::PackageId package, TypeId type,
                           const types::ConstantValue& value);

// A dump of a function for debugging and tests, one operation a line.
std::string dump(types::Program& program, types::PackageId package, const Module& module,
                 FunctionId function);

}  // namespace escdiff::ir
