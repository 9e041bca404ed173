#include "solver/inline/callee.h"

namespace escdiff::inlining {

using ir::InstId;
using ir::LocalId;
using ir::Op;

namespace {

// The value that the definition of `local` gives it, none when there is not exactly one.
InstId only_value(const ir::Module& module, LocalId id) {
  const LocalId local = module.canonical(id);
  const ir::Local& variable = module.locals[local];
  if (variable.kind != ir::LocalKind::kVariable && variable.kind != ir::LocalKind::kTemporary)
    return InstId();
  if (variable.reassigned || variable.address_taken || !variable.definition.has_value()) return InstId();
  const InstId definition = variable.definition;
  switch (module[definition].op) {
    case Op::kAssign: return module.child(definition, 1);
    case Op::kAssignPairs:
      for (const InstId pair : module.children(definition)) {
        const InstId left = module.child(pair, 0);
        if (module[left].op == Op::kLocal && module.local(left) == local) return module.child(pair, 1);
      }
      return InstId();
    default: return InstId();
  }
}

Callee named(ir::ObjectId object) { return {object, ir::FunctionId()}; }

}  // namespace

InstId static_value(const ir::Module& module, InstId x) {
  for (;;) {
    InstId next;
    if (module[x].op == Op::kConvertNop) {
      next = module.child(x, 0);
    } else if (module[x].op == Op::kLocal) {
      next = only_value(module, module.local(x));
    }
    if (!next.has_value()) return x;
    x = next;
  }
}

Callee callee_of(types::Program& program, const ir::Module& module, ir::FunctionId caller, InstId call) {
  if (module[call].op == Op::kCallMethod) return named(module.object(call));
  if (module[call].op != Op::kCall) return {};
  const InstId function = static_value(module, module.child(call, 0));
  switch (module[function].op) {
    case Op::kFunctionName: return named(module.object(function));
    case Op::kMethodExpression: {
      // A method that takes another receiver than the expression names is reached through a wrapper.
      const ir::ObjectId object = module.object(function);
      if (!object.has_value()) return {};
      const types::Type& signature = program.types[program.types.underlying(module[function].type)];
      const std::vector<ir::TypeId>& parameters = program.types[signature.parameters].members;
      if (parameters.empty() ||
          !program.types.identical(parameters.front(), program.objects[object].receiver))
        return {};
      return named(object);
    }
    case Op::kClosure: {
      const ir::FunctionId literal = module.function(function);
      const std::vector<LocalId>& captures = module.functions[literal].captures;
      if (!captures.empty() && module.locals[module.locals[captures.front()].outer].function != caller)
        return {};
      return {ir::ObjectId(), literal};
    }
    default: return {};
  }
}

}  // namespace escdiff::inlining
