// Which variables are written by other statements than those that define them.
#include "solver/ir/passes.h"
#include "solver/ir/walk.h"

namespace escdiff::ir {

namespace {

class Finder {
 public:
  explicit Finder(Module& module) : module_(module) {}

  void function(const Function& function) { below(function.body); }

 private:
  void below(InstId root) {
    visit(module_, root, [&](InstId id) { return statement(id); });
  }

  void written(InstId left, InstId by) {
    if (!left.has_value()) return;
    const InstId outer = outer_value(module_, left);
    if (module_[outer].op != Op::kLocal) return;
    Local& local = module_.locals[module_.canonical(module_.local(outer))];
    if (local.definition != by) local.reassigned = true;
  }

  void pairs(InstId id) {
    for (const InstId pair : module_.children(id)) {
      written(module_.child(pair, 0), id);
      for (const InstId part : module_.children(pair)) below(part);
    }
  }

  bool statement(InstId id) {
    switch (module_[id].op) {
      case Op::kAssign:
      case Op::kAssignOperation: written(module_.child(id, 0), id); return true;
      case Op::kAssignPairs: pairs(id); return false;
      case Op::kAssignCall:
        for (const InstId left : module_.children(id).subspan(1)) written(left, id);
        return true;
      case Op::kAssignCommaOk:
      case Op::kRange:
        written(module_.child(id, 1), id);
        written(module_.child(id, 2), id);
        return true;
      case Op::kClosure: {
        const Function& literal = module_.functions[module_.function(id)];
        if (!literal.captures.empty()) function(literal);
        return true;
      }
      default: return true;
    }
  }

  Module& module_;
};

}  // namespace

void find_reassigned(Module& module, const Family& family) {
  for (const FunctionId function : family) {
    for (const LocalId local : module.functions[function].locals) module.locals[local].reassigned = false;
  }
  // What a literal writes counts only where the literal is left.
  for (const FunctionId id : family) {
    const Function& function = module.functions[id];
    if (function.captures.empty()) Finder(module).function(function);
  }
}

void find_reassigned(Module& module) {
  for (const Family& family : families(module)) find_reassigned(module, family);
}

}  // namespace escdiff::ir
