#include "solver/ir/static_value.h"

namespace escdiff::ir {

namespace {

// What the statement `definition` assigns to `local`, if it assigns a value of its own to each variable.
InstId defined_value(const Module& module, InstId definition, LocalId local) {
  const auto assigns = [&](InstId assign) {
    const InstId left = module.child(assign, 0);
    return module[left].op == Op::kLocal && module.local(left) == local;
  };
  if (module[definition].op == Op::kAssign) {
    return assigns(definition) ? module.child(definition, 1) : InstId();
  }
  if (module[definition].op != Op::kAssignPairs) return InstId();
  for (const InstId pair : module.children(definition)) {
    if (assigns(pair)) return module.child(pair, 1);
  }
  return InstId();
}

InstId one_step(const Module& module, InstId expression, FunctionId hidden) {
  const Inst& inst = module[expression];
  if (inst.op == Op::kConvertNop) return module.child(expression, 0);
  if (inst.op == Op::kInlinedCall && inst.count == 2) return module.child(expression, 1);
  if (inst.op != Op::kLocal) return InstId();
  const LocalId id = module.canonical(module.local(expression));
  const Local& local = module.locals[id];
  if (hidden.has_value() && local.function == hidden) return InstId();
  if (local.kind == LocalKind::kParameter || local.kind == LocalKind::kResult) return InstId();
  if (!local.definition.has_value() || local.reassigned || local.address_taken) return InstId();
  return defined_value(module, local.definition, id);
}

}  // namespace

InstId static_value(const Module& module, InstId expression, FunctionId hidden) {
  for (InstId next = one_step(module, expression, hidden); next.has_value();
       next = one_step(module, expression, hidden)) {
    expression = next;
  }
  return expression;
}

}  // namespace escdiff::ir
