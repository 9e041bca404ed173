// The calls of one function: those of its own and those that inlining brings.
#pragma once

#include <string>
#include <vector>

#include "solver/inline/library.h"
#include "solver/ir/ir.h"

namespace escdiff::inlining {

// One inlined call. They form trees: what stands in the inlined body has that call as its parent.
struct InlinedCall {
  int parent = -1;
  ir::SourcePos pos;  // where the call was written
  Origin callee;
  ir::FunctionId literal;  // when the callee is a literal
  std::string name;        // of the callee, within its package
};

struct CallSite {
  ir::InstId call;
  ir::SourcePos pos;  // where it was written
  int parent = -1;    // the inlined call that brought it
  bool is_inlined = false;
  Origin callee;           // resolved: known and not ruled out
  ir::FunctionId literal;  // when the callee is a literal: the copy of it that is called
};

// The calls below `root` in the order in which gc looks at them; not those of go and defer statements.
std::vector<ir::InstId> calls_below(const ir::Module& module, ir::InstId root);

// The calls in the body of `function`, operands before the calls that use them; not those of go and defer
// statements.
std::vector<CallSite> call_sites(const ir::Module& module, ir::FunctionId function);

}  // namespace escdiff::inlining
