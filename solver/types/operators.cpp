// Unary and binary operators.
#include <algorithm>

#include "solver/types/checker.h"
#include "solver/types/sizes.h"

namespace escdiff::types {

using namespace syntax;

namespace {

bool is_comparison(Token op) {
  return op == Token::kEql || op == Token::kNeq || op == Token::kLss || op == Token::kLeq ||
         op == Token::kGtr || op == Token::kGeq;
}

uint16_t operand_flags(Token op, bool is_unary) {
  switch (op) {
    case Token::kAdd: return is_unary ? kIsNumeric : kIsNumeric | kIsString;
    case Token::kSub:
    case Token::kMul:
    case Token::kDiv: return kIsNumeric;
    case Token::kNot:
    case Token::kAndAnd:
    case Token::kOrOr: return kIsBoolean;
    default: return kIsInteger;
  }
}

std::string_view overflow_name(Token op, bool is_unary) {
  if (is_unary) return op == Token::kXor ? "bitwise complement " : "";
  switch (op) {
    case Token::kAdd: return "addition ";
    case Token::kSub: return "subtraction ";
    case Token::kXor: return "bitwise XOR ";
    case Token::kMul: return "multiplication ";
    case Token::kShl: return "shift ";
    default: return "";
  }
}

}  // namespace

bool Checker::operator_defined(const Operand& x, Token op, bool is_unary) {
  if (!is_nil_operand(x) && all_basic(program_, x.type, operand_flags(op, is_unary))) return true;
  error_at(begin(x), "invalid operation: operator {} not defined on {}", spelling(op), str(x));
  return false;
}

// Typed constants must stay within their type; untyped integers within 512 bits.
void Checker::check_overflow(Operand& x, SourcePos operator_pos) {
  if (is_unknown(value_of(x))) {
    error(operator_pos, "constant result is not representable");
    return;
  }
  if (!is_untyped(program_, x.type)) {
    represent(x, types_.underlying(x.type));
    return;
  }
  constexpr size_t kMostBits = 512;
  const auto* integer = std::get_if<mpz_class>(&value_of(x));
  if (integer == nullptr || mpz_sizeinbase(integer->get_mpz_t(), 2) <= kMostBits) return;
  const bool is_unary = tree_.is(x.node, NodeKind::kUnary);
  const bool operation = is_unary || tree_.is(x.node, NodeKind::kBinary);
  error_at(operator_pos, "constant {}overflow", operation ? overflow_name(tree_.op(x.node), is_unary) : "");
  x.value = constant(std::monostate());
}

void Checker::unary(Operand& x, NodeId node) {
  const NodeId inner = view<Unary>(tree_, node).x;
  expression(x, inner);
  if (!x.valid()) return;
  Token op = tree_.op(node);
  if (op == Token::kAnd) {
    if (!tree_.is(unparen(inner), NodeKind::kCompositeLit) && x.mode != Mode::kVariable) {
      error_at(begin(x), "invalid operation: cannot take address of {}", str(x));
      x.mode = Mode::kInvalid;
      return;
    }
    x.mode = Mode::kValue;
    x.type = types_.pointer(x.type);
    return;
  }
  if (op == Token::kArrow) {
    const TypeId element = channel_element(begin(x), x, true);
    x.mode = element.has_value() ? Mode::kCommaOk : Mode::kInvalid;
    if (element.has_value()) x.type = element;
    has_call_or_receive_ = true;
    return;
  }
  if (op == Token::kTilde) {
    const bool integer = all_basic(program_, x.type, kIsInteger);
    error_at(begin(node), "cannot use ~ outside of interface or type constraint{}",
             integer ? " (use ^ for bitwise complement)" : "");
    if (!integer) {
      x.mode = Mode::kInvalid;
      return;
    }
    op = Token::kXor;
  }
  if (!operator_defined(x, op, true)) {
    x.mode = Mode::kInvalid;
    return;
  }
  if (x.mode != Mode::kConstant) {
    x.mode = Mode::kValue;
    return;
  }
  if (is_unknown(value_of(x))) return;
  const int bits =
      is_basic(program_, x.type, kIsUnsigned) ? static_cast<int>(size_of(program_, x.type) * 8) : 0;
  x.value = constant(unary_operation(op, value_of(x), bits));
  x.node = node;
  check_overflow(x, tree_.pos(node));
}

TypeId Checker::channel_element(SourcePos pos, const Operand& x, bool receive) {
  std::string why;
  const TypeId under = common_underlying(
      x.type,
      [&](TypeId type, TypeId u) -> std::string {
        if (!u.has_value()) return "no specific channel type";
        const Type& t = types_[u];
        if (t.kind != TypeKind::kChan) return "non-channel " + str(type);
        if (receive && t.direction == ChanDirection::kSend) return "send-only channel " + str(type);
        if (!receive && t.direction == ChanDirection::kReceive) return "receive-only channel " + str(type);
        return "";
      },
      why);
  if (under.has_value()) return types_[under].element;
  const char* verb = receive ? "receive from" : "send to";
  if (is_type_parameter(program_, x.type)) {
    error_at(pos, "invalid operation: cannot {} {}: {}", verb, str(x), why);
  } else {
    error_at(pos, "invalid operation: cannot {} {} {}", verb, why, str(x));
  }
  return TypeId();
}

bool Checker::may_convert(const Operand& x, const Operand& y) {
  const bool x_untyped = is_untyped(program_, x.type), y_untyped = is_untyped(program_, y.type);
  if (!x_untyped && !y_untyped) return false;
  auto differ = [&](uint16_t flags) {
    return all_basic(program_, x.type, flags) != all_basic(program_, y.type, flags);
  };
  if (differ(kIsNumeric)) return false;
  if (is_interface(program_, x.type) || is_interface(program_, y.type)) return true;
  if (differ(kIsBoolean) || differ(kIsString)) return false;
  if (is_nil_operand(x)) return has_nil(program_, y.type);
  if (is_nil_operand(y)) return has_nil(program_, x.type);
  return types_.underlying_kind(x.type) != TypeKind::kPointer &&
         types_.underlying_kind(y.type) != TypeKind::kPointer;
}

void Checker::match_types(Operand& x, Operand& y) {
  if (!may_convert(x, y)) return;
  convert_untyped(x, y.type);
  if (!x.valid()) return;
  convert_untyped(y, x.type);
  if (!y.valid()) x.mode = Mode::kInvalid;
}

// `node` is the expression, or none for an assignment operation such as x += y.
// `x` is what `left` was found to be.
void Checker::binary(Operand& x, NodeId node, NodeId left, NodeId right, Token op) {
  Operand y;
  expression(y, right);
  if (!x.valid()) return;
  if (!y.valid()) {
    x.mode = Mode::kInvalid;
    x.node = y.node;
    return;
  }
  if (op == Token::kShl || op == Token::kShr) {
    shift(x, y, node, op);
    return;
  }
  match_types(x, y);
  if (!x.valid()) return;
  if (is_comparison(op)) {
    comparison(x, y, op, false);
    return;
  }
  if (!types_.identical(x.type, y.type)) {
    if (is_valid(x.type) && is_valid(y.type)) {
      if (node.has_value()) {
        error_at(begin(x), "invalid operation: {} (mismatched types {} and {})", str(node), str(x.type),
                 str(y.type));
      } else {
        error_at(begin(x), "invalid operation: {} {}= {} (mismatched types {} and {})", str(left),
                 spelling(op), str(right), str(x.type), str(y.type));
      }
    }
    x.mode = Mode::kInvalid;
    return;
  }
  if (!operator_defined(x, op, false)) {
    x.mode = Mode::kInvalid;
    return;
  }
  const bool dividing = op == Token::kDiv || op == Token::kRem;
  if (dividing && y.mode == Mode::kConstant &&
      (x.mode == Mode::kConstant || all_basic(program_, x.type, kIsInteger)) && !is_unknown(value_of(y)) &&
      sign_of(value_of(y)) == 0) {
    error(begin(y), "invalid operation: division by zero");
    x.mode = Mode::kInvalid;
    return;
  }
  if (x.mode != Mode::kConstant || y.mode != Mode::kConstant) {
    x.mode = Mode::kValue;
    return;
  }
  if (dividing && is_basic(program_, x.type, kIsComplex) && is_zero_divisor(value_of(y))) {
    error(begin(y), "invalid operation: division by zero");
    x.mode = Mode::kInvalid;
    return;
  }
  if (is_unknown(value_of(x)) || is_unknown(value_of(y))) {
    x.value = constant(std::monostate());
    return;
  }
  const bool integer_division = dividing && is_basic(program_, x.type, kIsInteger);
  if (!room_for_text(x, y)) {
    error(node.has_value() ? tree_.pos(node) : begin(x), "constant string is too long");
    x.value = constant(std::monostate());
    return;
  }
  if (!append_text(x, y))
    x.value = constant(binary_operation(value_of(x), op, value_of(y), integer_division));
  if (node.has_value()) x.node = node;
  check_overflow(x, node.has_value() ? tree_.pos(node) : begin(x));
}

// Constants that concatenate one another double their length with every line of source; a package's may take
// this many bytes beside literals in a row. gc has no limit but memory.
bool Checker::room_for_text(const Operand& x, const Operand& y) {
  constexpr size_t kMostBytes = size_t{1} << 26;
  const auto* left = std::get_if<std::string>(&value_of(x));
  const auto* right = std::get_if<std::string>(&value_of(y));
  if (left == nullptr || right == nullptr) return true;
  if (!tree_.is(y.node, NodeKind::kBasicLit)) concatenated_bytes_ += right->size();
  if (!tree_.is(x.node, NodeKind::kBinary)) concatenated_bytes_ += left->size();
  return concatenated_bytes_ <= kMostBytes;
}

// "a" + "b" + ... + "z": the text of a left operand that is a concatenation itself grows in place, or a long
// chain would take the square of its length. That operand's own value, which nobody needs beside the whole
// one, is gone.
bool Checker::append_text(Operand& x, const Operand& y) {
  if (!tree_.is(x.node, NodeKind::kBinary)) return false;
  auto* text = std::get_if<std::string>(&program_.constants[x.value]);
  ConstantId& recorded = info_.expressions[x.node.index].value;
  if (text == nullptr || recorded != x.value) return false;
  *text += std::get<std::string>(value_of(y));
  recorded = ConstantId();
  return true;
}

void Checker::shift(Operand& x, Operand& y, NodeId node, Token op) {
  std::optional<mpz_class> shifted;
  if (x.mode == Mode::kConstant) shifted = as_integer(value_of(x));
  const bool untyped = is_untyped(program_, x.type);
  if (!all_basic(program_, x.type, kIsInteger) && !(untyped && shifted)) {
    error_at(begin(x), "invalid operation: shifted operand {} must be integer", str(x));
    x.mode = Mode::kInvalid;
    return;
  }
  std::optional<mpz_class> count;
  if (!shift_count(y, count)) {
    x.mode = Mode::kInvalid;
    return;
  }
  if (x.mode == Mode::kConstant && y.mode == Mode::kConstant) {
    if (is_unknown(value_of(x)) || is_unknown(value_of(y))) {
      x.value = constant(std::monostate());
      if (!is_basic(program_, x.type, kIsInteger)) x.type = untyped_int_;
      return;
    }
    constexpr unsigned long kMostShift = 1023 - 1 + 52;  // enough to write the smallest float64
    if (!count || !count->fits_ulong_p() || count->get_ui() > kMostShift) {
      error_at(begin(y), "invalid operation: invalid shift count {}", str(y));
      x.mode = Mode::kInvalid;
      return;
    }
    if (!is_basic(program_, x.type, kIsInteger)) x.type = untyped_int_;
    x.value = constant(shift_operation(*shifted, op, static_cast<unsigned>(count->get_ui())));
    if (node.has_value()) x.node = node;
    check_overflow(x, node.has_value() ? tree_.pos(node) : begin(x));
    return;
  }
  if (x.mode == Mode::kConstant && untyped) {
    // The type of the constant is the one that it would have without the shift; that is known later.
    shifted_[x.node.index] = 1;
    x.mode = Mode::kValue;
    return;
  }
  if (!all_basic(program_, x.type, kIsInteger)) {
    error_at(begin(x), "invalid operation: shifted operand {} must be integer", str(x));
    x.mode = Mode::kInvalid;
    return;
  }
  x.mode = Mode::kValue;
}

// Checks the right operand of a shift; `count` becomes a constant one's value.
bool Checker::shift_count(Operand& y, std::optional<mpz_class>& count) {
  const bool untyped = is_untyped(program_, y.type);
  if (y.mode == Mode::kConstant) {
    count = as_integer(value_of(y));
    if (count && sgn(*count) < 0) {
      error_at(begin(y), "invalid operation: negative shift count {}", str(y));
      return false;
    }
    if (untyped) {
      if (!represent(y, types_.basic(BasicKind::kUint))) return false;
      if (!is_unknown(value_of(y))) finalize_untyped(y.node, types_.basic(BasicKind::kUint), true);
      return true;
    }
    if (!is_nil_operand(y) && is_basic(program_, y.type, kIsNumeric)) return true;
  } else if (!is_nil_operand(y) && all_basic(program_, y.type, kIsInteger) && !untyped) {
    if (all_basic(program_, y.type, kIsUnsigned)) return true;
    return requires_version(begin(y), 13, "invalid operation: signed shift count " + str(y));
  } else if (untyped && !is_nil_operand(y)) {
    convert_untyped(y, types_.basic(BasicKind::kUint));
    return y.valid();
  }
  error_at(begin(y), "invalid operation: shift count {} must be integer", str(y));
  return false;
}

}  // namespace escdiff::types
