#include "comparator/constructs.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "solver/ir/lower.h"

namespace escdiff::comparator {

using ir::InstId;
using ir::Op;

namespace {

constexpr int kHeaviest = 3;  // what the table does not know

struct Row {
  Op op;
  std::string_view name;
  int weight;
};
constexpr std::array kRows{
#define CONSTRUCT(op, name, weight) Row{Op::k##op, name, weight},
#include "comparator/constructs.def"
#undef CONSTRUCT
};

std::string_view name_of(Op op) {
  for (const Row& row : kRows) {
    if (row.op == op) return row.name;
  }
  return ir::op_name(op);
}

int weight_of(std::string_view name) {
  if (name.starts_with(kMessageConstruct)) return kHeaviest + 1;
  for (const Row& row : kRows) {
    if (row.name == name) return row.weight;
  }
  return kHeaviest;
}

class Collector {
 public:
  Collector(const reduce::Snapshot& program, const ir::Module& module) : program_(program), module_(module) {}

  Constructs run() {
    for (const ir::Function& function : module_.functions) {
      if (!function.captures.empty()) result_.insert("capture");
      if (function.body.has_value()) visit(function.body);
    }
    return std::move(result_);
  }

 private:
  void visit(InstId id) {
    const ir::Inst& inst = module_[id];
    if (const std::string_view name = name_of(inst.op); !name.empty()) result_.emplace(name);
    switch (inst.op) {
      case Op::kCall:
        if (!is_known(module_.child(id, 0))) result_.insert("unknown call");
        break;
      case Op::kRange:
        if (module_.child(id, 2).has_value()) visit_range(module_.child(id, 0));
        break;
      default: break;
    }
    for (InstId child : module_.children(id)) {
      if (child.has_value()) visit(child);
    }
  }
  bool is_known(InstId callee) const {
    const Op op = module_[callee].op;
    return op == Op::kFunctionName || op == Op::kClosure;
  }
  // The values of a slice, or of an array behind a pointer, lie behind a pointer.
  void visit_range(InstId x) {
    const types::TypeId type = module_[x].type;
    if (!type.has_value()) return;
    const types::TypeKind kind = program_.store().underlying_kind(type);
    if (kind == types::TypeKind::kSlice || kind == types::TypeKind::kPointer) result_.insert("dereference");
  }

  const reduce::Snapshot& program_;
  const ir::Module& module_;
  Constructs result_;
};

}  // namespace

Constructs constructs_of(const reduce::Snapshot& program, const profile::Profile& profile) {
  auto module = ir::lower(program.program(), program.package(), profile);
  if (!module) return {};
  return Collector(program, *module).run();
}

Constructs telling(const Constructs& constructs) {
  int most = 0;
  for (const std::string& name : constructs) most = std::max(most, weight_of(name));
  Constructs result;
  for (const std::string& name : constructs) {
    if (weight_of(name) == most) result.insert(name);
  }
  return result;
}

}  // namespace escdiff::comparator
