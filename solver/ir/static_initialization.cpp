// Package variables that the linker can fill: gc takes their initializers out of the function init before
// escape analysis, so that no message speaks of them. Composite literals are taken apart; what cannot be laid
// out as data stays as an assignment of its own.
#include "solver/ir/inlined_value.h"
#include "solver/ir/passes.h"
#include "solver/ir/side_effects.h"
#include "solver/ir/walk.h"
#include "solver/types/constant.h"
#include "solver/types/predicates.h"

namespace escdiff::ir {

namespace {

class StaticInitialization {
 public:
  StaticInitialization(types::Program& program, Module& module)
      : program_(program),
        module_(module),
        has_addresses_(!is_verified(program.packages[module.package].path)) {}
  void run(Function& init);

 private:
  void statement(InstId id);
  bool is_static(InstId left, InstId value);
  bool holds_no_address(InstId left, InstId value);
  bool interface_is_static(InstId left, InstId value);
  void part(InstId left, InstId value);
  void parts(InstId left, InstId literal);
  bool is_zero(InstId value) const { return ir::is_zero(program_, module_, value); }
  bool is_static_place(InstId place) const;
  // What crypto/internal/fips140 verifies at its start may hold no addresses (cmd/internal/obj, IsFIPS).
  static bool is_verified(std::string_view path) {
    constexpr std::string_view kRoot = "crypto/internal/fips140";
    if (!path.starts_with(kRoot) || path.ends_with("_test")) return false;
    return path.size() == kRoot.size() || path[kRoot.size()] == '/';
  }

  types::Program& program_;
  Module& module_;
  bool has_addresses_;  // the linker may put some into the variables
  std::vector<InstId> dynamic_;
};

void StaticInitialization::statement(InstId id) {
  if (module_[id].op == Op::kAssign && module_[module_.child(id, 0)].op != Op::kLocal) {
    const InstId left = module_.child(id, 0);
    const InstId value = module_.child(id, 1);
    if (module_[left].op == Op::kBlank && !has_side_effects(program_, module_, value)) return;
    if (is_static(left, value)) return;
  }
  dynamic_.push_back(id);
}

// A part of a literal: left to the linker, or assigned on its own.
void StaticInitialization::part(InstId left, InstId value) {
  if (is_static(left, value)) return;
  dynamic_.push_back(module_.add({.op = Op::kAssign, .pos = module_[value].pos}, std::array{left, value}));
}

void StaticInitialization::parts(InstId left, InstId literal) {
  for (uint32_t slot = 0; slot < module_[literal].count; ++slot) {
    InstId value = module_.child(literal, slot);
    if (module_[value].op == Op::kFieldInit || module_[value].op == Op::kElementInit)
      value = module_.child(value, 0);
    if (is_zero(value)) continue;
    const Op op = module_[value].op;
    if (op == Op::kArrayLit || op == Op::kStructLit) {
      parts(left, value);
    } else if (op != Op::kConstant) {
      part(left, value);
    }
  }
}

// A variable of the package, or a part of one at a fixed place.
bool StaticInitialization::is_static_place(InstId place) const {
  switch (module_[place].op) {
    case Op::kGlobal: return true;
    case Op::kDot: return is_static_place(module_.child(place, 0));
    case Op::kIndexArray:
      return module_[module_.child(place, 1)].op == Op::kConstant && is_static_place(module_.child(place, 0));
    default: return false;
  }
}

// Whether `value` needs no code of its own any more; parts that do have become statements then.
bool StaticInitialization::is_static(InstId left, InstId value) {
  while (module_[value].op == Op::kConvertNop) value = module_.child(value, 0);
  if (!has_addresses_) return holds_no_address(left, value);
  switch (module_[value].op) {
    case Op::kGlobal:  // copied, by the linker or by a plain assignment: neither allocates
    case Op::kFunctionName:
    case Op::kMethodExpression:
    case Op::kNil:
    case Op::kConstant: return true;
    case Op::kAddress: return is_static_place(module_.child(value, 0));
    case Op::kPointerLit: part(left, module_.child(value, 0)); return true;
    case Op::kStringToBytes: return module_[module_.child(value, 0)].op == Op::kConstant;
    case Op::kSliceLit:
    case Op::kArrayLit:
    case Op::kStructLit: parts(left, value); return true;
    case Op::kClosure: return module_.functions[module_.function(value)].captures.empty();
    case Op::kConvertInterface: return interface_is_static(left, value);
    case Op::kInlinedCall: {
      const InstId result = inlined_value(program_, module_, value);
      return result.has_value() && is_static(left, result);
    }
    default: return false;
  }
}

bool StaticInitialization::holds_no_address(InstId left, InstId value) {
  switch (module_[value].op) {
    case Op::kNil: return true;
    case Op::kConstant:
      return is_zero(value) || !types::is_basic(program_, module_[value].type, types::kIsString);
    case Op::kArrayLit:
    case Op::kStructLit: parts(left, value); return true;
    default: return false;
  }
}

bool StaticInitialization::interface_is_static(InstId left, InstId value) {
  while (module_[value].op == Op::kConvertInterface) value = module_.child(value, 0);
  if (types::is_interface(program_, module_[value].type)) return module_[value].op == Op::kNil;
  if (module_[value].op != Op::kNil) part(left, value);
  return true;
}

void StaticInitialization::run(Function& init) {
  const InstId body = init.body;
  for (uint32_t slot = 0; slot < module_[body].count; ++slot) statement(module_.child(body, slot));
  module_.set_children(body, dynamic_);
}

}  // namespace

void drop_static_initialization(types::Program& program, Module& module, Function& init) {
  StaticInitialization(program, module).run(init);
}

}  // namespace escdiff::ir
