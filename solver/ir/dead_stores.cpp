// Stores that nothing reads: see lower.h.
#include <map>

#include "solver/ir/passes.h"
#include "solver/ir/walk.h"

namespace escdiff::ir {

namespace {

// The stores into one variable that can go if it is never used.
struct Stores {
  bool used = false;
  std::vector<InstId> assigns;
};

class DeadStores {
 public:
  DeadStores(types::Program& program, Module& module) : program_(program), module_(module) {}
  void function(InstId body);

 private:
  void node(InstId id);
  void children(InstId id);
  void use(LocalId local);
  void assign(InstId id, bool blank_is_discard);
  void pairs(InstId id);
  bool has_effects(InstId value) const;
  void drop(LocalId local, const std::vector<InstId>& assigns);

  types::Program& program_;
  Module& module_;
  std::map<LocalId, Stores> stores_;  // LocalId() stands for _
};

void DeadStores::children(InstId id) {
  for (uint32_t slot = 0; slot < module_[id].count; ++slot) node(module_.child(id, slot));
}

void DeadStores::node(InstId id) {
  if (!id.has_value()) return;
  switch (module_[id].op) {
    case Op::kDeclare: return;
    case Op::kLocal: return use(module_.canonical(module_.local(id)));
    case Op::kClosure: {
      const Function& function = module_.functions[module_.function(id)];
      for (const LocalId captured : function.captures) use(module_.canonical(captured));
      return node(function.body);
    }
    case Op::kTypeCase:
      // The switch itself fills the variable of a clause: to gc that is a use.
      if (module_.case_local(id).has_value()) use(module_.canonical(module_.case_local(id)));
      return children(id);
    case Op::kCommClause: {
      // So does a select that receives into a variable.
      const InstId communication = module_.child(id, 0);
      if (communication.has_value() && module_[communication].op == Op::kAssign)
        node(module_.child(communication, 0));
      return children(id);
    }
    case Op::kAssign: return assign(id, false);
    case Op::kAssignPairs: return pairs(id);
    default: return children(id);
  }
}

// Values whose evaluation was put off until now are looked at.
void DeadStores::use(LocalId local) {
  if (module_.locals[local].kind == LocalKind::kResult) return;
  Stores& stores = stores_[local];
  stores.used = true;
  for (const InstId waiting : std::exchange(stores.assigns, {})) node(module_.child(waiting, 1));
}

// Blanks beside real variables discard their values; where all are blank the values count as used.
void DeadStores::pairs(InstId id) {
  bool all_blank = true;
  for (const InstId pair : module_.children(id)) {
    if (module_[module_.child(pair, 0)].op != Op::kBlank) all_blank = false;
  }
  for (uint32_t slot = 0; slot < module_[id].count; ++slot) assign(module_.child(id, slot), !all_blank);
}

bool DeadStores::has_effects(InstId value) const {
  switch (module_[value].op) {
    case Op::kLocal:
    case Op::kGlobal:
    case Op::kFunctionName:
    case Op::kConstant:
    case Op::kNil: return false;
    case Op::kClosure: {
      // One that gc makes up first evaluates what it captures.
      const Function& function = module_.functions[module_.function(value)];
      return function.is_wrapper && !function.captures.empty();
    }
    default: return true;
  }
}

void DeadStores::assign(InstId id, bool blank_is_discard) {
  const InstId left = module_.child(id, 0);
  const InstId value = module_.child(id, 1);
  const Op op = module_[left].op;
  if (op != Op::kLocal && op != Op::kBlank && op != Op::kGlobal) node(left);
  if ((op == Op::kLocal || (op == Op::kBlank && blank_is_discard)) && !has_effects(value)) {
    const LocalId local = op == Op::kLocal ? module_.canonical(module_.local(left)) : LocalId();
    const bool is_result = local.has_value() && module_.locals[local].kind == LocalKind::kResult;
    if (!is_result && !stores_[local].used) {
      stores_[local].assigns.push_back(id);
      return;
    }
  }
  node(value);
}

void DeadStores::drop(LocalId local, const std::vector<InstId>& assigns) {
  const TypeId integer = program_.types.basic(types::BasicKind::kInt);
  for (const InstId assign : assigns) {
    const SourcePos at = module_[assign].pos;
    const ConstantId zero = program_.constants.add(mpz_class(0));
    const InstId blank = module_.add({.op = Op::kBlank, .pos = at}, {});
    const InstId value =
        module_.add({.op = Op::kConstant, .pos = at, .type = integer, .payload = zero.index}, {});
    module_.set_child(assign, 0, blank);
    module_.set_child(assign, 1, value);
  }
  if (local.has_value() && !assigns.empty()) module_.locals[local].definition = InstId();
}

void DeadStores::function(InstId body) {
  stores_.clear();
  node(body);
  for (const auto& [local, stores] : stores_) drop(local, stores.assigns);
}

}  // namespace

void drop_dead_stores(types::Program& program, Module& module, const Family& family) {
  DeadStores stores(program, module);
  for (const FunctionId id : family) {
    const Function& function = module.functions[id];
    if (function.captures.empty() && function.body.has_value()) stores.function(function.body);
  }
}

}  // namespace escdiff::ir
