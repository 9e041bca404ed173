// What happens to a package's IR after it is built and before escape analysis looks at it, in this order.
// Most passes take one family of functions: all of them run while it is in the processor's cache.
#pragma once

#include <span>
#include <vector>

#include "solver/ir/ir.h"
#include "solver/profile/profile.h"
#include "solver/types/program.h"

namespace escdiff::ir {

// A function that stands in no other one, and all closures inside of it, in the order of the module.
using Family = std::vector<FunctionId>;

// In the order of their outermost functions.
std::vector<Family> families(const Module& module);

// What statements in benchmark loops compute stays alive; adds Module::notes.
void keep_benchmarks_alive(types::Program& program, Module& module, const profile::Profile& profile);

// Interface method calls whose receiver has one known dynamic type become direct calls; adds Module::notes.
void devirtualize(types::Program& program, types::PackageId package, Module& module, const Family& family);

// Loop variables whose address is taken or that are captured get a variable of their own in each iteration;
// the declarations of loops go in front of them.
void expand_loops(types::Program& program, Module& module, const Family& family);

// Package initialization: what the linker can lay out as data is no longer assigned by the function init.
void drop_static_initialization(types::Program& program, Module& module, Function& init);

// Stores into locals and parameters that nothing reads are dropped.
void drop_dead_stores(types::Program& program, Module& module, const Family& family);

// Sets Local::reassigned.
void find_reassigned(Module& module, const Family& family);
void find_reassigned(Module& module);

// Sizes of make and operands of conversions to interfaces that are known to be constant become Constants.
void propagate_constants(types::Program& program, Module& module, const Family& family);

}  // namespace escdiff::ir
