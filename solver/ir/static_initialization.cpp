// Package variables that the linker can fill: gc takes their initializers out of the function init before
// escape analysis, so that no message speaks of them. Composite literals are taken apart; what cannot be laid
// out as data stays as an assignment of its own.
#include "solver/ir/passes.h"
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
  bool is_zero(InstId value) const;
  bool has_side_effects(InstId value) const;
  bool is_side_effect(InstId id) const;
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
    if (module_[left].op == Op::kBlank && !has_side_effects(value)) return;
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

bool StaticInitialization::is_zero(InstId value) const {
  switch (module_[value].op) {
    case Op::kNil: return true;
    case Op::kConstant: {
      const types::ConstantValue& constant = program_.constants[module_.constant(value)];
      if (const auto* text = std::get_if<std::string>(&constant)) return text->empty();
      if (const auto* truth = std::get_if<bool>(&constant)) return !*truth;
      return types::sign_of(constant) == 0;
    }
    case Op::kFieldInit:
    case Op::kElementInit: return is_zero(module_.child(value, 0));
    case Op::kArrayLit:
    case Op::kStructLit:
      for (const InstId element : module_.children(value)) {
        if (!is_zero(element)) return false;
      }
      return true;
    default: return false;
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

bool StaticInitialization::is_side_effect(InstId id) const {
  const Inst& inst = module_[id];
  switch (inst.op) {
    case Op::kBinary:
      if (inst.token != syntax::Token::kDiv && inst.token != syntax::Token::kRem) return false;
      return module_[module_.child(id, 1)].op != Op::kConstant || is_zero(module_.child(id, 1));
    case Op::kMakeMap:
    case Op::kMakeChan: {
      const InstId size = module_.child(id, 0);
      return size.has_value() && (module_[size].op != Op::kConstant || !is_zero(size));
    }
    case Op::kBuiltinCall:
      switch (module_.builtin(id)) {
        case types::Builtin::kCap:
        case types::Builtin::kLen:
        case types::Builtin::kReal:
        case types::Builtin::kImag:
        case types::Builtin::kComplex: return false;
        default: return true;
      }
    case Op::kLocal:
    case Op::kGlobal:
    case Op::kFunctionName:
    case Op::kConstant:
    case Op::kNil:
    case Op::kUnary:
    case Op::kConcatenate:
    case Op::kAddress:
    case Op::kBytesToString:
    case Op::kRunesToString:
    case Op::kRuneToString:
    case Op::kStringToBytes:
    case Op::kStringToRunes:
    case Op::kMapLit:
    case Op::kMapEntry:
    case Op::kStructLit:
    case Op::kFieldInit:
    case Op::kArrayLit:
    case Op::kSliceLit:
    case Op::kElementInit:
    case Op::kPointerLit:
    case Op::kConvert:
    case Op::kConvertInterface:
    case Op::kConvertNop:
    case Op::kDot:
    case Op::kNew: return false;
    default: return true;
  }
}

bool StaticInitialization::has_side_effects(InstId value) const {
  bool found = false;
  visit(module_, value, [&](InstId id) {
    found = found || is_side_effect(id);
    return !found;
  });
  return found;
}

void StaticInitialization::run(Function& init) {
  const InstId body = init.body;
  for (uint32_t slot = 0; slot < module_[body].count; ++slot) statement(module_.child(body, slot));
  module_.set_children(body, dynamic_);
}

}  // namespace

void drop_static_initialization(types::Program& program, Module& module) {
  if (module.top_level.empty()) return;
  Function& last = module.functions[module.top_level.back()];
  if (!last.object.has_value()) StaticInitialization(program, module).run(last);
}

}  // namespace escdiff::ir
