// What callers know of a function that has been analyzed.
#pragma once

#include <vector>

#include "solver/escape/leaks.h"
#include "solver/ir/ir.h"

namespace escdiff::escape {

struct Summary {
  bool is_known = false;
  std::vector<Leaks> parameters;  // receiver first
  // Arguments uintptr(unsafe.Pointer(p)) keep p alive until the call returns; with //go:uintptrescapes p
  // leaks.
  bool keeps_uintptr_arguments = false;
  bool leaks_uintptr_arguments = false;
};

// By FunctionId.
using Summaries = std::vector<Summary>;

}  // namespace escdiff::escape
