#include "solver/ir/side_effects.h"

#include "solver/ir/walk.h"
#include "solver/types/constant.h"

namespace escdiff::ir {

bool is_zero(const types::Program& program, const Module& module, InstId value) {
  switch (module[value].op) {
    case Op::kNil: return true;
    case Op::kConstant: {
      const types::ConstantValue& constant = program.constants[module.constant(value)];
      if (const auto* text = std::get_if<std::string>(&constant)) return text->empty();
      if (const auto* truth = std::get_if<bool>(&constant)) return !*truth;
      return types::sign_of(constant) == 0;
    }
    case Op::kFieldInit:
    case Op::kElementInit: return is_zero(program, module, module.child(value, 0));
    case Op::kArrayLit:
    case Op::kStructLit:
      for (const InstId element : module.children(value)) {
        if (!is_zero(program, module, element)) return false;
      }
      return true;
    default: return false;
  }
}

namespace {

bool is_side_effect(const types::Program& program, const Module& module, InstId id) {
  const Inst& inst = module[id];
  switch (inst.op) {
    case Op::kBinary:
      if (inst.token != syntax::Token::kDiv && inst.token != syntax::Token::kRem) return false;
      return module[module.child(id, 1)].op != Op::kConstant || is_zero(program, module, module.child(id, 1));
    case Op::kMakeMap:
    case Op::kMakeChan: {
      const InstId size = module.child(id, 0);
      return size.has_value() && (module[size].op != Op::kConstant || !is_zero(program, module, size));
    }
    case Op::kBuiltinCall:
      switch (module.builtin(id)) {
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

}  // namespace

bool has_side_effects(const types::Program& program, const Module& module, InstId value) {
  bool found = false;
  visit(module, value, [&](InstId id) {
    found = found || is_side_effect(program, module, id);
    return !found;
  });
  return found;
}

}  // namespace escdiff::ir
