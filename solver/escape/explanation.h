// Why a value is on the heap, or why a parameter leaks: the path that it takes, as data.
#pragma once

#include <vector>

#include "solver/escape/trail.h"
#include "solver/ir/ir.h"

namespace escdiff::escape {

// Where a value is: in a variable, in the storage of an expression, on the heap, or, when it is none of
// these, in a temporary.
struct Place {
  ir::InstId inst;
  ir::LocalId local;
  bool is_heap = false;
};

struct Cause {
  ir::InstId inst;
  ir::LocalId local;  // instead of `inst`: the captured or declared variable itself
  Reason reason = Reason::kAssign;
};

// `to` receives `from` after `derefs` dereferences, -1: its address.
struct PathStep {
  Place to;
  Place from;
  int derefs = 0;
  std::vector<Cause> causes;  // the innermost step of the expression first
};

struct Explanation {
  Place value;
  ir::FunctionId function;  // that the value belongs to
  bool is_leak = false;  // of a parameter's value, after `derefs` dereferences; otherwise the address escapes
  Place sink;            // where the path ends
  int derefs = 0;
  std::vector<PathStep> steps;  // the first one leaves `value`
  bool is_early = false;        // found before constants were propagated
  bool has_cycle = false;       // the path that was recorded bites its own tail: it is cut there
};

}  // namespace escdiff::escape
