#include "solver/escape/static_value.h"

namespace escdiff::escape {

using ir::InstId;
using ir::Op;

namespace {

// What the statement `definition` assigns to `local`, if it is a plain assignment.
InstId defined_value(const ir::Module& module, InstId definition, ir::LocalId local) {
  auto assigns = [&](InstId assign) {
    InstId left = module.child(assign, 0);
    return module[left].op == Op::kLocal && module.canonical(module.local(left)) == local;
  };
  if (module[definition].op == Op::kAssign) return assigns(definition) ? module.child(definition, 1) : InstId();
  if (module[definition].op != Op::kAssignPairs) return {};
  for (InstId pair : module.children(definition))
    if (assigns(pair)) return module.child(pair, 1);
  return {};
}

InstId one_step(const ir::Module& module, InstId expression) {
  const ir::Inst& inst = module[expression];
  if (inst.op == Op::kConvertNop) return module.child(expression, 0);
  if (inst.op != Op::kLocal) return {};
  ir::LocalId id = module.canonical(module.local(expression));
  const ir::Local& local = module.locals[id];
  if (local.kind == ir::LocalKind::kParameter || local.kind == ir::LocalKind::kResult) return {};
  if (!local.definition.has_value() || local.reassigned || local.address_taken) return {};
  return defined_value(module, local.definition, id);
}

}  // namespace

InstId static_value(const ir::Module& module, InstId expression) {
  while (true) {
    InstId next = one_step(module, expression);
    if (!next.has_value()) return expression;
    expression = next;
  }
}

InstId static_callee(const ir::Module& module, InstId callee) {
  InstId value = static_value(module, callee);
  switch (module[value].op) {
    case Op::kFunctionName:
    case Op::kClosure: return value;
    case Op::kMethodExpression: return module.object(value).has_value() ? value : InstId();
    default: return {};
  }
}

}  // namespace escdiff::escape
