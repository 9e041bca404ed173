// Walks over the operations of one function; closures are not entered.
#pragma once

#include <set>
#include <span>

#include "solver/ir/ir.h"

namespace escdiff::ir {

// Calls `enter(inst)` for `root` and everything below it, in order; what is below is skipped when `enter`
// gives false.
template <class Enter>
void visit(const Module& module, InstId root, const Enter& enter) {
  if (!root.has_value() || !enter(root)) return;
  for (uint32_t slot = 0; slot < module[root].count; ++slot) visit(module, module.child(root, slot), enter);
}

// What stands in front of the statements of `block` with an operation that is `wanted`, and is a part of
// them.
template <class Wanted>
void add_preparations(const Module& module, InstId block, const Wanted& wanted,
                      std::set<InstId>& statements) {
  const std::span<const InstId> list = module.children(block);
  bool is_wanted = false;
  for (auto statement = list.rbegin(); statement != list.rend(); ++statement) {
    const Inst& inst = module[*statement];
    if ((inst.flags & kPreparation) == 0) {
      is_wanted = wanted(inst.op);
    } else if (is_wanted) {
      statements.insert(*statement);
    }
  }
}

// The variable or value that `x` is a part of: fields and array elements are parts of what holds them.
inline InstId outer_value(const Module& module, InstId x) {
  while (module[x].op == Op::kDot || module[x].op == Op::kIndexArray || module[x].op == Op::kConvertNop) {
    x = module.child(x, 0);
  }
  return x;
}

}  // namespace escdiff::ir
