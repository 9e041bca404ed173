// Which variables are written by other statements than those that define them.
#include "solver/ir/passes.h"
#include "solver/ir/walk.h"

namespace escdiff::ir {

namespace {

class Finder {
 public:
  explicit Finder(Module& module) : module_(module) {}

  void function(const Function& function) {
    visit(module_, function.body, [&](InstId id) { return statement(id); });
  }

 private:
  void written(InstId left, InstId by) {
    if (!left.has_value()) return;
    const InstId outer = outer_value(module_, left);
    if (module_[outer].op != Op::kLocal) return;
    Local& local = module_.locals[module_.canonical(module_.local(outer))];
    if (local.definition != by) local.reassigned = true;
  }

  // False: nothing below `id` is to be visited (expressions hold no statements).
  bool statement(InstId id) {
    switch (module_[id].op) {
      case Op::kAssign: written(module_.child(id, 0), id); return false;
      case Op::kAssignPairs:
        for (const InstId pair : module_.children(id)) written(module_.child(pair, 0), id);
        return false;
      case Op::kAssignOperation: written(module_.child(id, 0), id); return false;
      case Op::kAssignCall:
        for (const InstId left : module_.children(id).subspan(1)) written(left, id);
        return false;
      case Op::kAssignCommaOk:
      case Op::kRange:
        written(module_.child(id, 1), id);
        written(module_.child(id, 2), id);
        return true;
      default: return true;
    }
  }

  Module& module_;
};

}  // namespace

void find_reassigned(Module& module) {
  for (const Function& function : module.functions) Finder(module).function(function);
}

}  // namespace escdiff::ir
