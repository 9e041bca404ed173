#include "comparator/constructs.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "solver/ir/lower.h"
#include "solver/ir/static_value.h"
#include "solver/types/constant.h"
#include "solver/types/sizes.h"

namespace escdiff::comparator {

using ir::InstId;
using ir::Op;

namespace {

constexpr int kHeaviest = 3;      // what the table does not know
constexpr int64_t kPointer = 8;   // bytes
constexpr int64_t kCopied = 128;  // bytes that a closure copies at the most

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
      : program_(program), module_(module), limit_(static_cast<int64_t>(profile.implicit_allocation_limit)) {}

  Constructs run() {
    for (const ir::Function& function : module_.functions) {
      if (!function.body.has_value() && function.object.has_value()) bodiless_.insert(function.object);
    }
    for (const ir::Function& function : module_.functions) {
      if (!function.captures.empty()) result_.insert("capture");
      int64_t captured = kPointer;  // to the code
      for (const ir::LocalId local : function.captures) captured += captured_size(module_.locals[local].type);
      note_size(captured);
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
        if (!is_known(ir::static_value(module_, module_.child(id, 0)))) result_.insert("unknown call");
        break;
      case Op::kNew:
      case Op::kPointerLit: note_size(size(element(inst.type))); break;
      case Op::kMakeSlice: visit_make(id); break;
      case Op::kMethodValue: note_size(kPointer + size(module_[module_.child(id, 0)].type)); [[fallthrough]];
      case Op::kCallMethod:
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
  // What is allocated without a variable may be too large for the stack: that tells more than how it is made.
  void note_size(int64_t bytes) {
    if (bytes > limit_) result_.insert("large allocation");
  }
  void visit_make(InstId id) {
    const std::span<const InstId> sizes = module_.children(id);
    const InstId capacity = sizes.size() > 1 && sizes[1].has_value() ? sizes[1] : sizes[0];
    if (module_[capacity].op != Op::kConstant) return;
    const auto* count = std::get_if<mpz_class>(&program_.program().constants[module_.constant(capacity)]);
    const int64_t each = size(element(module_[id].type));
    if (count != nullptr && each > 0 && *count > limit_ / each) result_.insert("large allocation");
  }
  // A copy, or the address of what is larger.
  int64_t captured_size(types::TypeId type) const { return size(type) <= kCopied ? size(type) : kPointer; }
  int64_t size(types::TypeId type) const { return types::size_of(program_.program(), type); }
  types::TypeId element(types::TypeId type) const {
    return program_.store()[program_.store().underlying(type)].element;
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
  int64_t limit_;  // bytes
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
