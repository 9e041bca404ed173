#include "solver/inline/cost.h"

#include <algorithm>
#include <set>

#include "solver/inline/nodes.h"
#include "solver/ir/special_calls.h"
#include "solver/ir/walk.h"
#include "solver/types/constant.h"
#include "solver/types/sizes.h"

namespace escdiff::inlining {

using ir::InstId;
using ir::LocalKind;
using ir::Op;

namespace {

constexpr const char* kGoReason = "unhandled op GO";
constexpr const char* kDeferReason = "unhandled op DEFER";

class Walk {
 public:
  Walk(types::Program& program, const ir::Module& module, ir::FunctionId function,
       const profile::Profile& profile, const CostOfCallee& cost_of_callee)
      : program_(program),
        module_(module),
        function_(function),
        profile_(profile),
        cost_of_callee_(cost_of_callee) {}

  // False: a reason was found, and nothing else matters.
  bool node(InstId id);
  BodyCost result;

 private:
  bool children(InstId id);
  bool refuse(std::string reason) {
    result.reason = std::move(reason);
    return false;
  }
  bool extra(InstId id);
  bool call(InstId id);
  bool pairs(InstId id);
  bool is_parameter_or_capture(InstId function) const;
  int address_discount(InstId id);
  int dereference_discount(InstId id) const;
  int slice_discount(InstId id) const;
  bool is_same_name(InstId a, InstId b) const;

  types::Program& program_;
  const ir::Module& module_;
  ir::FunctionId function_;
  const profile::Profile& profile_;
  const CostOfCallee& cost_of_callee_;
  std::set<InstId> received_;          // the operations of select's clauses
  std::set<InstId> of_go_, of_defer_;  // what go and defer statements need first is a part of them
};

bool Walk::children(InstId id) {
  for (const InstId child : module_.children(id)) {
    if (!node(child)) return false;
  }
  return true;
}

bool Walk::node(InstId id) {
  if (!id.has_value()) return true;
  if (of_go_.contains(id)) return refuse(kGoReason);
  if (of_defer_.contains(id)) return refuse(kDeferReason);
  if (module_[id].op == Op::kBlock) {
    ir::add_preparations(module_, id, [](Op op) { return op == Op::kGo; }, of_go_);
    ir::add_preparations(module_, id, [](Op op) { return op == Op::kDefer; }, of_defer_);
  }
  if (module_[id].op == Op::kAssignPairs) return pairs(id);
  result.cost += node_count(program_, module_, id) - free_nodes(module_, id);
  return extra(id) && children(id);
}

// What the operation costs beside its nodes.
bool Walk::extra(InstId id) {
  switch (module_[id].op) {
    case Op::kCall:
    case Op::kCallMethod: return call(id);
    case Op::kCallInterface: result.cost += profile_.inlining.call_cost; return true;
    case Op::kBuiltinCall:
      if (module_.builtin(id) == types::Builtin::kRecover) return refuse("call to recover");
      if (module_.builtin(id) == types::Builtin::kPanic) {
        const ir::Inst& argument = module_[module_.child(id, 0)];
        const bool boxed = argument.op == Op::kConvertInterface && (argument.flags & ir::kImplicit) != 0;
        result.cost += profile_.inlining.panic_cost - (boxed ? 1 : 0);
      }
      return true;
    case Op::kRuntimeCall:
      if (program_.symbols.text(module_.method(id)) == "deferrangefunc")
        return refuse("defer call in range func");
      return true;
    case Op::kClosure: result.cost += profile_.inlining.closure_cost; return true;
    case Op::kGo: return refuse(kGoReason);
    case Op::kDefer: return refuse(kDeferReason);
    case Op::kMethodValue:
    case Op::kSliceLit: ++result.cost; return true;
    case Op::kAddress: result.cost -= address_discount(id); return true;
    case Op::kDereference: result.cost -= dereference_discount(id); return true;
    case Op::kSliceArray:
    case Op::kSliceSlice:
    case Op::kSliceString: result.cost -= slice_discount(id); return true;
    case Op::kCommClause: received_.insert(module_.child(id, 0)); return true;
    default: return true;
  }
}

bool Walk::pairs(InstId id) {
  ++result.cost;
  const InstId source = statement_taken_apart(module_, id);
  if (source.has_value() && !received_.contains(source))
    result.cost -= nodes_of_temporaries(module_[id].count);
  for (const InstId pair : module_.children(id)) {
    if (!children(pair)) return false;
  }
  return true;
}

bool Walk::is_parameter_or_capture(InstId function) const {
  if (module_[function].op != Op::kLocal) return false;
  const LocalKind kind = module_.locals[module_.local(function)].kind;
  return kind == LocalKind::kParameter || kind == LocalKind::kCaptured;
}

bool Walk::call(InstId id) {
  // Special are only functions that the call itself names.
  Callee named;
  const InstId function = module_[id].op == Op::kCall ? module_.child(id, 0) : InstId();
  if (!function.has_value() || module_[function].op == Op::kFunctionName) {
    named = callee_of(program_, module_, function_, id);
  }
  switch (ir::special_call(program_, profile_, named.object)) {
    case profile::SpecialCall::kIntrinsic:
    case profile::SpecialCall::kCheap: return true;
    case profile::SpecialCall::kThrow: result.cost += profile_.inlining.throw_cost - 1; return true;
    case profile::SpecialCall::kNeverInlined:
      return refuse("call to " + std::string(program_.symbols.text(program_.objects[named.object].name)));
    case profile::SpecialCall::kBenchmarkLoop:
    case profile::SpecialCall::kNone: break;
  }
  const Callee callee = callee_of(program_, module_, function_, id);
  if (callee.is_known()) {
    if (const std::optional<int32_t> cost = cost_of_callee_(callee)) {
      result.cost += *cost;
      return true;
    }
  }
  const bool cheaper = function.has_value() && is_parameter_or_capture(function);
  result.cost += cheaper ? profile_.inlining.parameter_call_cost : profile_.inlining.call_cost;
  return true;
}

// &x.f costs nothing where f is the first field.
int Walk::address_discount(InstId id) {
  const InstId field = module_.child(id, 0);
  const Op op = module_[field].op;
  if (op != Op::kDot && op != Op::kDotPointer) return 0;
  const InstId x = module_.child(field, 0);
  if (module_[x].op != Op::kLocal && module_[x].op != Op::kGlobal) return 0;
  ir::TypeId structure = module_[x].type;
  if (op == Op::kDotPointer) structure = program_.types[program_.types.underlying(structure)].element;
  return types::field_offsets(program_, structure)[module_.field(field)] == 0 ? 2 : 0;
}

// *(*T)(unsafe.Pointer(&x)) is one access.
int Walk::dereference_discount(InstId id) const {
  InstId pointer = module_.child(id, 0);
  while (module_[pointer].op == Op::kConvertNop) pointer = module_.child(pointer, 0);
  return module_[pointer].op == Op::kAddress ? 1 : 0;
}

bool Walk::is_same_name(InstId a, InstId b) const {
  const ir::Inst& x = module_[a];
  const ir::Inst& y = module_[b];
  return x.op == y.op && (x.op == Op::kLocal || x.op == Op::kGlobal) && x.payload == y.payload;
}

// Bounds that say nothing.
int Walk::slice_discount(InstId id) const {
  int discount = 0;
  const InstId low = module_.child(id, 1);
  if (low.has_value() && module_[low].op == Op::kConstant &&
      types::as_int64(program_.constants[module_.constant(low)]) == 0) {
    ++discount;
  }
  const InstId high = module_.child(id, 2);
  if (high.has_value() && module_[high].op == Op::kBuiltinCall &&
      module_.builtin(high) == types::Builtin::kLen &&
      is_same_name(module_.child(high, 0), module_.child(id, 0))) {
    discount += 2;
  }
  return discount;
}

}  // namespace

BodyCost body_cost(types::Program& program, const ir::Module& module, ir::FunctionId function,
                   const profile::Profile& profile, const CostOfCallee& cost_of_callee) {
  Walk walk(program, module, function, profile, cost_of_callee);
  walk.node(module.functions[function].body);
  return walk.result;
}

}  // namespace escdiff::inlining
