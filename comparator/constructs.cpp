#include "comparator/constructs.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "solver/escape/heap_reasons.h"
#include "solver/ir/lower.h"
#include "solver/ir/static_value.h"

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
  Collector(const reduce::Snapshot& program, const ir::Module& module, const profile::Profile& profile)
      : program_(program), module_(module), unit_{program.program(), module, profile, none_imported_} {}

  Constructs run() {
    for (const ir::Function& function : module_.functions) {
      if (!function.body.has_value() && function.object.has_value()) bodiless_.insert(function.object);
    }
    for (const ir::Function& function : module_.functions) {
      if (!function.captures.empty()) result_.insert("capture");
      if (escape::is_too_large(unit_, literal_size(function))) result_.insert("large allocation");
      if (function.body.has_value()) visit(function.body);
    }
    return std::move(result_);
  }

 private:
  void visit(InstId id) {
    const ir::Inst& inst = module_[id];
    if (const std::string_view name = name_of(inst.op); !name.empty()) result_.emplace(name);
    // That it is too large for the stack tells more than how it is made.
    if (escape::allocation_starts_on_heap(unit_, id) && !escape::makes_empty_elements(unit_, id))
      result_.insert("large allocation");
    switch (inst.op) {
      case Op::kCall:
        if (!is_known(ir::static_value(module_, module_.child(id, 0)))) result_.insert("unknown call");
        break;
      case Op::kCallMethod:
      case Op::kMethodValue:
        // The receiver goes to the method, whether that is called at once or later.
        if (!is_known_function(id)) result_.insert("unknown call");
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
  // At most: whatever is small enough counts as captured by value.
  uint64_t literal_size(const ir::Function& function) {
    uint64_t size = escape::kPointerSize;  // the code
    for (const ir::LocalId local : function.captures) {
      const uint64_t value = unit_.types.size(module_.locals[local].type);
      size += value <= unit_.profile.capture_by_value_limit ? value : escape::kPointerSize;
    }
    return size;
  }
  bool is_known(InstId callee) const {
    switch (module_[callee].op) {
      case Op::kClosure: return true;
      case Op::kFunctionName:
      case Op::kMethodExpression: return is_known_function(callee);
      default: return false;
    }
  }
  // Nothing is known of an interface's method, nor of what has no body. Other packages' functions are known.
  bool is_known_function(InstId id) const {
    const ir::ObjectId object = module_.object(id);
    return object.has_value() && !bodiless_.contains(object);
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
  const escape::ProgramSummaries none_imported_;
  escape::Unit unit_;
  std::set<ir::ObjectId> bodiless_;
  Constructs result_;
};

}  // namespace

Constructs constructs_of(const reduce::Snapshot& program, const profile::Profile& profile) {
  auto module = ir::lower(program.program(), program.package(), profile);
  if (!module) return {};
  return Collector(program, *module, profile).run();
}

int weight(const Constructs& constructs) {
  int most = 0;
  for (const std::string& name : constructs) most = std::max(most, weight_of(name));
  return most;
}

Constructs telling(const Constructs& constructs) {
  const int most = weight(constructs);
  Constructs result;
  for (const std::string& name : constructs) {
    if (weight_of(name) == most) result.insert(name);
  }
  return result;
}

}  // namespace escdiff::comparator
