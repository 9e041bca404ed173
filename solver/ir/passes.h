// What happens to a package's IR after it is built and before escape analysis looks at it, in this order.
#pragma once

#include "solver/ir/ir.h"
#include "solver/profile/profile.h"
#include "solver/types/program.h"

namespace escdiff::ir {

// What statements in benchmark loops compute stays alive; adds Module::notes.
void keep_benchmarks_alive(types::Program& program, Module& module, const profile::Profile& profile);

// Interface method calls whose receiver has one known dynamic type become direct calls; adds Module::notes.
void devirtualize(types::Program& program, types::PackageId package, Module& module);

// Loop variables whose address is taken or that are captured get a variable of their own in each iteration;
// the declarations of loops go in front of them.
void expand_loops(types::Program& program, Module& module);

// Package initialization: what the linker can lay out as data is no longer assigned by the function init.
void drop_static_initialization(types::Program& program, Module& module);

// Stores into locals and parameters that nothing reads are dropped.
void drop_dead_stores(types::Program& program, Module& module);

// Sets Local::reassigned.
void find_reassigned(Module& module);

// Sizes of make and operands of conversions to interfaces that are known to be constant become Constants.
void propagate_constants(types::Program& program, Module& module);

}  // namespace escdiff::ir
