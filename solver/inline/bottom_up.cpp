#include "solver/inline/bottom_up.h"

#include <map>

#include "solver/ir/components.h"
#include "solver/ir/walk.h"

namespace escdiff::inlining {

using ir::FunctionId;
using ir::InstId;
using ir::Op;

std::vector<std::vector<FunctionId>> bottom_up(const ir::Module& module) {
  const uint32_t count = static_cast<uint32_t>(module.functions.size());
  std::map<ir::ObjectId, FunctionId> declared;
  for (uint32_t i = 0; i < count; ++i) {
    const ir::ObjectId object = module.functions[FunctionId(i)].object;
    if (object.has_value()) declared[object] = FunctionId(i);
  }
  ir::CallGraph calls(count);
  std::vector<bool> is_root(count);  // capturing literals are not
  for (uint32_t i = 0; i < count; ++i) {
    const ir::Function& function = module.functions[FunctionId(i)];
    is_root[i] = function.captures.empty();
    ir::visit(module, function.body, [&](InstId id) {
      switch (module[id].op) {
        case Op::kFunctionName:
        case Op::kMethodExpression:
        case Op::kMethodValue:
        case Op::kCallMethod:
          if (const auto callee = declared.find(module.object(id)); callee != declared.end())
            calls[i].push_back(callee->second);
          break;
        case Op::kClosure: calls[i].push_back(module.function(id)); break;
        default: break;
      }
      return true;
    });
  }
  return ir::components(calls, is_root);
}

}  // namespace escdiff::inlining
