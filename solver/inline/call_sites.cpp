#include "solver/inline/call_sites.h"

#include <algorithm>
#include <map>
#include <set>

#include "solver/ir/walk.h"

namespace escdiff::inlining {

using ir::InstId;
using ir::Op;

namespace {

bool is_call(Op op) { return op == Op::kCall || op == Op::kCallMethod || op == Op::kCallInterface; }

// Statements that give temporaries to an operand of a call, or of an assignment of several values, stand in
// front of the whole statement in the IR; gc's tree has them at the operand.
class Collector {
 public:
  Collector(const ir::Module& module, InstId root) : module_(module) {
    ir::visit(module, root, [&](InstId id) {
      const Op op = module_[id].op;
      if (is_call(op)) find_temporaries(id);
      if (op == Op::kAssignPairs) {
        for (const InstId pair : module_.children(id)) find_temporary(module_.child(pair, 1));
      }
      return true;
    });
  }

  void collect(InstId id) {
    if (!id.has_value() || belongs_to_operand_.contains(id)) return;
    below(id);
  }

  std::vector<InstId> calls;

 private:
  void find_temporaries(InstId call) {
    for (const InstId operand : module_.children(call)) {
      if (module_[operand].op == Op::kSliceLit && (module_[operand].flags & ir::kPackedArguments) != 0) {
        for (const InstId element : module_.children(operand)) find_temporary(element);
      } else {
        find_temporary(operand);
      }
    }
  }

  void find_temporary(InstId operand) {
    const InstId value = innermost(operand);
    if (module_[value].op != Op::kLocal) return;
    const ir::Local& local = module_.locals[module_.local(value)];
    if (local.kind != ir::LocalKind::kTemporary || !local.definition.has_value()) return;
    if (belongs_to_operand_.insert(local.definition).second) statements_[operand].push_back(local.definition);
  }

  InstId innermost(InstId operand) const {
    for (;;) {
      switch (module_[operand].op) {
        case Op::kConvertNop:
        case Op::kConvertInterface:
        case Op::kDereference:
        case Op::kAddress:
        case Op::kDot:
        case Op::kDotPointer: operand = module_.child(operand, 0); continue;
        default: return operand;
      }
    }
  }

  void below(InstId id) {
    if (const auto own = statements_.find(id); own != statements_.end()) {
      for (const InstId statement : own->second) below(statement);
    }
    children(id);
    const Op op = module_[id].op;
    if (is_call(op)) calls.push_back(id);
    if (op == Op::kGo || op == Op::kDefer) calls.pop_back();
  }

  // What is evaluated first comes first.
  void children(InstId id) {
    const std::span<const InstId> list = module_.children(id);
    size_t first = 0;
    if (module_[id].op == Op::kCaseClause) first = 1;  // the expressions, then the body
    if (module_[id].op == Op::kFor) first = 3;         // what stands before the loop and its condition
    first = std::min(first, list.size());
    for (const InstId child : list.subspan(first)) collect(child);
    for (const InstId child : list.first(first)) collect(child);
  }

  const ir::Module& module_;
  std::map<InstId, std::vector<InstId>> statements_;  // by operand
  std::set<InstId> belongs_to_operand_;
};

}  // namespace

std::vector<InstId> calls_below(const ir::Module& module, InstId root) {
  Collector collector(module, root);
  collector.collect(root);
  return std::move(collector.calls);
}

std::vector<CallSite> call_sites(const ir::Module& module, ir::FunctionId function) {
  std::vector<CallSite> sites;
  for (const InstId call : calls_below(module, module.functions[function].body))
    sites.push_back({.call = call, .pos = module[call].pos});
  return sites;
}

}  // namespace escdiff::inlining
