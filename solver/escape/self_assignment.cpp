#include "solver/escape/self_assignment.h"

namespace escdiff::escape {

using ir::Inst;
using ir::InstId;
using ir::Op;

namespace {

class Comparison {
 public:
  explicit Comparison(const Unit& unit) : unit_(unit), module_(unit.module) {}

  // `p.f = p.f[i:j]` and the like: left and right are reached through the same pointer variable. Slicing an
  // array that is a part of the object is another matter: it makes a pointer into the object itself.
  bool reslices(InstId left, InstId right) const {
    InstId into = dereferenced_variable(left);
    if (!into.has_value()) return false;
    Op op = unit_[right].op;
    if (op != Op::kSliceSlice && op != Op::kSliceString && op != Op::kSliceArray) return false;
    InstId from = dereferenced_variable(module_.child(right, 0));
    return from.has_value() && variable(into) == variable(from);
  }

  // The last step of both sides may differ, all before it is the same and has no effects.
  bool moves_within(InstId left, InstId right) const {
    if (unit_[left].op != unit_[right].op) return false;
    switch (unit_[left].op) {
      case Op::kDot:
      case Op::kDotPointer: return same(module_.child(left, 0), module_.child(right, 0));
      case Op::kIndexArray:
      case Op::kIndexSlice:
      case Op::kIndexString:
        return is_harmless(module_.child(left, 1)) && is_harmless(module_.child(right, 1)) &&
               same(module_.child(left, 0), module_.child(right, 0));
      default: return false;
    }
  }

 private:
  ir::LocalId local(InstId id) const { return module_.local(id); }

  // v of `*v` and `v.f`, a name.
  InstId dereferenced_variable(InstId id) const {
    if (unit_[id].op != Op::kDereference && unit_[id].op != Op::kDotPointer) return {};
    InstId x = module_.child(id, 0);
    return is_name(x) ? x : InstId();
  }

  bool is_name(InstId id) const { return unit_[id].op == Op::kLocal || unit_[id].op == Op::kGlobal; }

  uint64_t variable(InstId id) const {
    return (static_cast<uint64_t>(unit_[id].op) << 32) | unit_[id].payload;
  }

  InstId without_conversions(InstId id) const {
    while (unit_[id].op == Op::kConvertNop) id = module_.child(id, 0);
    return id;
  }

  // The same expression, free of effects.
  bool same(InstId a, InstId b) const {
    a = without_conversions(a);
    b = without_conversions(b);
    const Inst& x = unit_[a];
    const Inst& y = unit_[b];
    if (x.op != y.op || !unit_.program.types.identical(x.type, y.type)) return false;
    switch (x.op) {
      case Op::kLocal:
      case Op::kGlobal:
      case Op::kFunctionName: return x.payload == y.payload;
      case Op::kDot:
      case Op::kDotPointer: return x.payload == y.payload && same_children(a, b);
      case Op::kUnary: return x.token == y.token && same_children(a, b);
      case Op::kBinary: return x.token == y.token && is_arithmetic(x.token) && same_children(a, b);
      case Op::kDereference:
      case Op::kConvert:
      case Op::kIndexArray:
      case Op::kIndexSlice:
      case Op::kIndexString:
      case Op::kIndexMap: return same_children(a, b);
      case Op::kConstant:
        return unit_.program.constants[module_.constant(a)] == unit_.program.constants[module_.constant(b)];
      case Op::kNil: return true;
      default: return false;
    }
  }

  bool same_children(InstId a, InstId b) const {
    for (uint32_t i = 0; i < module_.children(a).size(); ++i)
      if (!same(module_.child(a, i), module_.child(b, i))) return false;
    return true;
  }

  static bool is_arithmetic(syntax::Token token) {
    using syntax::Token;
    switch (token) {
      case Token::kAdd:
      case Token::kSub:
      case Token::kMul:
      case Token::kDiv:
      case Token::kRem:
      case Token::kAnd:
      case Token::kOr:
      case Token::kXor:
      case Token::kAndNot:
      case Token::kShl:
      case Token::kShr: return true;
      default: return false;
    }
  }

  // Evaluating it cannot change what either side of the assignment means.
  bool is_harmless(InstId id) const {
    const Inst& inst = unit_[id];
    switch (inst.op) {
      case Op::kLocal:
      case Op::kGlobal:
      case Op::kFunctionName:
      case Op::kConstant:
      case Op::kNil: return true;
      case Op::kBinary:
        if (!is_arithmetic(inst.token)) return false;
        break;
      case Op::kBuiltinCall: {
        types::Builtin builtin = module_.builtin(id);
        if (builtin != types::Builtin::kLen && builtin != types::Builtin::kCap) return false;
        break;
      }
      case Op::kUnary:
      case Op::kConvert:
      case Op::kConvertNop:
      case Op::kIndexArray:
      case Op::kIndexSlice:
      case Op::kIndexString:
      case Op::kDot:
      case Op::kDotPointer:
      case Op::kDereference: break;
      default: return false;
    }
    for (InstId child : module_.children(id))
      if (!is_harmless(child)) return false;
    return true;
  }

  const Unit& unit_;
  const ir::Module& module_;
};

}  // namespace

bool is_self_assignment(const Unit& unit, InstId left, InstId right) {
  if (!left.has_value() || !right.has_value()) return false;
  Comparison comparison(unit);
  return comparison.reslices(left, right) || comparison.moves_within(left, right);
}

}  // namespace escdiff::escape
