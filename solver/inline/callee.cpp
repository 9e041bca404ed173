#include "solver/inline/callee.h"

#include "solver/ir/static_value.h"

namespace escdiff::inlining {

using ir::InstId;
using ir::LocalId;
using ir::Op;

namespace {

Callee named(ir::ObjectId object) { return {object, ir::FunctionId()}; }

}  // namespace

Callee callee_of(types::Program& program, const ir::Module& module, ir::FunctionId caller, InstId call) {
  if (module[call].op == Op::kCallMethod) return named(module.object(call));
  if (module[call].op != Op::kCall) return {};
  const InstId function = ir::static_value(module, module.child(call, 0));
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
