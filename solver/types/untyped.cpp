// Untyped operands: how they get the type that their context gives them.
//
// An expression of untyped kind is recorded as such; when the context is known, the type is pushed down
// through the operands that share it (not through comparisons, nor into constant expressions, which are
// folded as a whole).
#include <algorithm>

#include "solver/types/checker.h"

namespace escdiff::types {

using namespace syntax;

const ConstantValue& Checker::value_of(const Operand& x) const { return program_.constants[x.value]; }

ConstantId Checker::constant(ConstantValue value) { return program_.constants.add(std::move(value)); }

Checker::ConversionError Checker::representation(const Operand& x, BasicKind kind, ConstantValue& value) {
  switch (round_to(kind, value)) {
    case Representability::kExact: return ConversionError::kNone;
    case Representability::kTruncated:
    case Representability::kOverflow: break;
    case Representability::kWrongKind: return ConversionError::kInvalid;
  }
  if (!is_basic(program_, x.type, kIsNumeric) || (basic_flags(kind) & kIsNumeric) == 0)
    return ConversionError::kInvalid;
  const bool to_integer = (basic_flags(kind) & kIsInteger) != 0;
  return !is_basic(program_, x.type, kIsInteger) && to_integer ? ConversionError::kTruncated
                                                               : ConversionError::kOverflow;
}

void Checker::invalid_conversion(ConversionError problem, const Operand& x, TypeId target) {
  switch (problem) {
    case ConversionError::kTruncated: error_at(begin(x), "{} truncated to {}", str(x), str(target)); break;
    case ConversionError::kOverflow: error_at(begin(x), "{} overflows {}", str(x), str(target)); break;
    default: error_at(begin(x), "cannot convert {} to type {}", str(x), str(target)); break;
  }
}

// Rounds a constant to a basic type; false after an error.
bool Checker::represent(Operand& x, TypeId basic) {
  ConstantValue value = value_of(x);
  const ConversionError problem = representation(x, types_[types_.underlying(basic)].basic, value);
  if (problem != ConversionError::kNone) {
    invalid_conversion(problem, x, basic);
    x.mode = Mode::kInvalid;
    return false;
  }
  if (value != value_of(x)) x.value = constant(std::move(value));
  return true;
}

namespace {

// The larger of two untyped kinds: numeric ones in the order int, rune, float, complex; others must be equal.
std::optional<BasicKind> larger_kind(BasicKind a, BasicKind b) {
  if (a == b) return a;
  const bool numeric = (basic_flags(a) & kIsNumeric) != 0 && (basic_flags(b) & kIsNumeric) != 0;
  if (!numeric) return std::nullopt;
  return std::max(a, b);
}

}  // namespace

Checker::Implicit Checker::implicit_type(const Operand& x, TypeId target) {
  const Implicit refused{TypeId(), std::nullopt, ConversionError::kInvalid};
  if (!x.valid() || !is_untyped(program_, x.type) || !is_valid(target))
    return {x.type, std::nullopt, ConversionError::kNone};
  if (is_untyped(program_, target)) {
    const std::optional<BasicKind> kind = larger_kind(types_[x.type].basic, types_[target].basic);
    return kind ? Implicit{types_.basic(*kind), std::nullopt, ConversionError::kNone} : refused;
  }
  if (is_nil_operand(x))
    return has_nil(program_, target) ? Implicit{target, std::nullopt, ConversionError::kNone} : refused;
  if (is_type_parameter(program_, target)) {
    const bool all = for_each_underlying(program_, target, [&](TypeId under) {
      return under.has_value() && implicit_type(x, under).type.has_value();
    });
    return all ? Implicit{target, std::nullopt, ConversionError::kNone} : refused;
  }
  const TypeId under = types_.underlying(target);
  const Type& type = types_[under];
  if (type.kind == TypeKind::kInterface) {
    const TypeSet& set = types_.type_set(under);
    if (!set.methods.empty() || set.is_constraint()) return refused;
    return {default_type(program_, x.type), std::nullopt, ConversionError::kNone};
  }
  if (type.kind != TypeKind::kBasic) return refused;
  if (x.mode == Mode::kConstant) {
    ConstantValue value = value_of(x);
    const ConversionError problem = representation(x, type.basic, value);
    if (problem != ConversionError::kNone) return {TypeId(), std::nullopt, problem};
    return {target, std::move(value), ConversionError::kNone};
  }
  const uint16_t flags = basic_flags(types_[x.type].basic), wanted = basic_flags(type.basic);
  const bool fits = ((flags & kIsBoolean) != 0 && (wanted & kIsBoolean) != 0) ||
                    ((flags & kIsNumeric) != 0 && (wanted & kIsNumeric) != 0) ||
                    ((flags & kIsString) != 0 && (wanted & kIsString) != 0);
  return fits ? Implicit{target, std::nullopt, ConversionError::kNone} : refused;
}

void Checker::convert_untyped(Operand& x, TypeId target) {
  Implicit found = implicit_type(x, target);
  if (found.error != ConversionError::kNone) {
    invalid_conversion(found.error, x,
                       is_type_parameter(program_, target) ? target : types_.underlying(target));
    x.mode = Mode::kInvalid;
    return;
  }
  apply_implicit(x, std::move(found));
}

// Takes over what implicit_type found, in the operand and in the recorded tree.
void Checker::apply_implicit(Operand& x, Implicit found) {
  if (found.value && *found.value != value_of(x)) {
    x.value = constant(std::move(*found.value));
    ExprInfo& info = info_.expressions[x.node.index];
    if (info.mode == Mode::kConstant && info.type.has_value() && is_untyped(program_, info.type))
      info.value = x.value;
  }
  if (found.type != x.type) {
    x.type = found.type;
    finalize_untyped(x.node, found.type, false);
  }
}

void Checker::finalize_untyped(NodeId node, TypeId type, bool is_final) {
  if (!node.has_value()) return;  // the implied true of a switch without a tag
  ExprInfo& info = info_.expressions[node.index];
  if (!info.type.has_value() || info.mode == Mode::kInvalid || info.mode == Mode::kType) return;
  if (!is_untyped(program_, info.type)) return;
  const bool is_constant = info.mode == Mode::kConstant;
  switch (tree_.kind(node)) {
    case NodeKind::kParen: finalize_untyped(view<Paren>(tree_, node).x, type, is_final); break;
    case NodeKind::kUnary:
      if (!is_constant) finalize_untyped(view<Unary>(tree_, node).x, type, is_final);
      break;
    case NodeKind::kBinary: {
      if (is_constant) break;
      const Token op = tree_.op(node);
      const Binary operands = view<Binary>(tree_, node);
      const bool comparing = op == Token::kEql || op == Token::kNeq || op == Token::kLss ||
                             op == Token::kLeq || op == Token::kGtr || op == Token::kGeq;
      if (comparing) break;
      finalize_untyped(operands.x, type, is_final);
      if (op != Token::kShl && op != Token::kShr) finalize_untyped(operands.y, type, is_final);
      break;
    }
    default: break;
  }
  ExprInfo& own = info_.expressions[node.index];
  if (!is_final && is_untyped(program_, type)) {
    own.type = type;
    return;
  }
  if (shifted_[node.index] != 0 && !all_basic(program_, type, kIsInteger)) {
    shifted_[node.index] = 0;
    error_at(begin(node), "invalid operation: shifted operand {} (type {}) must be integer", str(node),
             str(type));
    own.type = type;
    return;
  }
  if (is_constant && own.value.has_value()) {
    Operand c{.mode = Mode::kConstant, .type = own.type, .value = own.value, .node = node};
    Implicit found = implicit_type(c, type);
    if (found.error != ConversionError::kNone) {
      own.type = type;
      invalid_conversion(found.error, c, is_type_parameter(program_, type) ? type : types_.underlying(type));
      return;
    }
    if (found.value && *found.value != value_of(c)) own.value = constant(std::move(*found.value));
  }
  own.type = type;
}

}  // namespace escdiff::types
