// Which function a call calls, when that is known.
#pragma once

#include "solver/ir/ir.h"
#include "solver/types/program.h"

namespace escdiff::inlining {

// A declared function or method of any package, or a literal of this one; neither: unknown.
struct Callee {
  ir::ObjectId object;
  ir::FunctionId literal;
  bool is_known() const { return object.has_value() || literal.has_value(); }
};

// The function that `call`, in the body of `caller`, calls. Literals that capture count only inside the
// function that they capture from.
Callee callee_of(types::Program& program, const ir::Module& module, ir::FunctionId caller, ir::InstId call);

}  // namespace escdiff::inlining
