// Arithmetic on constants.
#include <utility>

#include "base/check.h"
#include "solver/types/constant.h"
#include "solver/types/constant_rounding.h"

namespace escdiff::types {

using syntax::Token;

namespace {

// Which representation a value has; operands of an operation are brought to the larger one.
enum Rank { kInteger, kReal, kComplex, kNotNumeric };

Rank rank_of(const ConstantValue& value) {
  if (std::holds_alternative<mpz_class>(value)) return kInteger;
  if (std::holds_alternative<mpq_class>(value) || std::holds_alternative<BigFloat>(value)) return kReal;
  return std::holds_alternative<ComplexValue>(value) ? kComplex : kNotNumeric;
}

BigFloat rounded(const RealValue& value) {
  if (auto* number = std::get_if<BigFloat>(&value)) return *number;
  return BigFloat(std::get<mpq_class>(value));
}

int sign(const RealValue& value) {
  if (auto* number = std::get_if<BigFloat>(&value)) return number->sign();
  return sgn(std::get<mpq_class>(value));
}

RealValue negated(const RealValue& value) {
  if (auto* number = std::get_if<BigFloat>(&value)) return -*number;
  return mpq_class(-std::get<mpq_class>(value));
}

mpz_class integer_operation(const mpz_class& x, Token op, const mpz_class& y) {
  switch (op) {
    case Token::kAdd: return x + y;
    case Token::kSub: return x - y;
    case Token::kMul: return x * y;
    case Token::kDiv: return x / y;
    case Token::kRem: return x % y;
    case Token::kAnd: return x & y;
    case Token::kOr: return x | y;
    case Token::kXor: return x ^ y;
    case Token::kAndNot: return x & ~y;
    default: ESCDIFF_UNREACHABLE("integer operator {}", syntax::spelling(op));
  }
}

mpq_class fraction_operation(const mpq_class& x, Token op, const mpq_class& y) {
  switch (op) {
    case Token::kAdd: return x + y;
    case Token::kSub: return x - y;
    case Token::kMul: return x * y;
    case Token::kDiv: return x / y;
    default: ESCDIFF_UNREACHABLE("operator {} on fractions", syntax::spelling(op));
  }
}

std::optional<BigFloat> float_operation(const BigFloat& x, Token op, const BigFloat& y) {
  switch (op) {
    case Token::kAdd: return add(x, y);
    case Token::kSub: return subtract(x, y);
    case Token::kMul: return multiply(x, y);
    case Token::kDiv: return divide(x, y);
    default: ESCDIFF_UNREACHABLE("operator {} on rounded numbers", syntax::spelling(op));
  }
}

// nullopt stands for a number that is too large, or follows from one.
using MaybeReal = std::optional<RealValue>;

MaybeReal real_operation(const MaybeReal& x, Token op, const MaybeReal& y) {
  if (!x || !y) return std::nullopt;
  const auto *a = std::get_if<mpq_class>(&*x), *b = std::get_if<mpq_class>(&*y);
  if (a != nullptr && b != nullptr) return kept_fraction(fraction_operation(*a, op, *b));
  std::optional<BigFloat> result = float_operation(rounded(*x), op, rounded(*y));
  if (!result) return std::nullopt;
  return std::move(*result);
}

// In the order of gc, whose results of rounded numbers these are.
ConstantValue complex_operation(const ComplexValue& x, Token op, const ComplexValue& y) {
  const auto add = [](const MaybeReal& p, const MaybeReal& q) { return real_operation(p, Token::kAdd, q); };
  const auto sub = [](const MaybeReal& p, const MaybeReal& q) { return real_operation(p, Token::kSub, q); };
  const auto mul = [](const MaybeReal& p, const MaybeReal& q) { return real_operation(p, Token::kMul, q); };
  const auto div = [](const MaybeReal& p, const MaybeReal& q) { return real_operation(p, Token::kDiv, q); };
  const MaybeReal a = x.real, b = x.imaginary, c = y.real, d = y.imaginary;
  MaybeReal real, imaginary;
  switch (op) {
    case Token::kAdd:
      real = add(a, c);
      imaginary = add(b, d);
      break;
    case Token::kSub:
      real = sub(a, c);
      imaginary = sub(b, d);
      break;
    case Token::kMul:
      real = sub(mul(a, c), mul(b, d));
      imaginary = add(mul(b, c), mul(a, d));
      break;
    case Token::kDiv: {
      const MaybeReal norm = add(mul(c, c), mul(d, d));
      real = div(add(mul(a, c), mul(b, d)), norm);
      imaginary = div(sub(mul(b, c), mul(a, d)), norm);
      break;
    }
    default: ESCDIFF_UNREACHABLE("operator {} on complex numbers", syntax::spelling(op));
  }
  if (!real || !imaginary) return std::monostate();
  return ComplexValue{std::move(*real), std::move(*imaginary)};
}

// Negative, 0 or positive as x is less than, equal to or greater than y.
int compare_real(const RealValue& x, const RealValue& y) {
  const auto *a = std::get_if<mpq_class>(&x), *b = std::get_if<mpq_class>(&y);
  return a != nullptr && b != nullptr ? cmp(*a, *b) : compare(rounded(x), rounded(y));
}

template <class T>
bool ordered(const T& x, Token op, const T& y) {
  switch (op) {
    case Token::kEql: return x == y;
    case Token::kNeq: return !(x == y);
    case Token::kLss: return x < y;
    case Token::kLeq: return x <= y;
    case Token::kGtr: return x > y;
    case Token::kGeq: return x >= y;
    default: ESCDIFF_UNREACHABLE("comparison {}", syntax::spelling(op));
  }
}

}  // namespace

bool is_unknown(const ConstantValue& value) { return std::holds_alternative<std::monostate>(value); }

ConstantValue constant_of(RealValue value) {
  return std::visit([](auto&& number) { return ConstantValue(std::move(number)); }, std::move(value));
}

std::optional<ComplexValue> as_complex(const ConstantValue& value) {
  if (auto* c = std::get_if<ComplexValue>(&value)) return *c;
  std::optional<RealValue> number = as_real(value);
  if (!number) return std::nullopt;
  return ComplexValue{std::move(*number), mpq_class(0)};
}

std::optional<RealValue> as_real(const ConstantValue& value) {
  if (auto* z = std::get_if<mpz_class>(&value)) return kept_fraction(mpq_class(*z));
  if (auto* q = std::get_if<mpq_class>(&value)) return *q;
  if (auto* f = std::get_if<BigFloat>(&value)) return *f;
  if (auto* c = std::get_if<ComplexValue>(&value); c != nullptr && sign(c->imaginary) == 0) return c->real;
  return std::nullopt;
}

std::optional<mpz_class> as_integer(const ConstantValue& value) {
  if (auto* z = std::get_if<mpz_class>(&value)) return *z;
  const std::optional<RealValue> number = as_real(value);
  if (!number) return std::nullopt;
  if (auto* fraction = std::get_if<mpq_class>(&*number)) {
    if (fraction->get_den() != 1) return std::nullopt;
    return fraction->get_num();
  }
  // A rounded number next to an integer is taken for that: it came there by rounding.
  const BigFloat& exact = std::get<BigFloat>(*number);
  if (!is_fraction_sized(exact.exponent())) return std::nullopt;
  constexpr int kCertainBits = BigFloat::kPrecision - 4;
  for (const BigFloat& near :
       {exact, exact.shortened(kCertainBits, false), exact.shortened(kCertainBits, true)}) {
    if (near.is_integer()) return near.to_rational().get_num();
  }
  return std::nullopt;
}

std::optional<int64_t> as_int64(const ConstantValue& value) {
  const std::optional<mpz_class> number = as_integer(value);
  if (!number || !number->fits_slong_p()) return std::nullopt;
  return number->get_si();
}

int sign_of(const ConstantValue& value) {
  if (auto* c = std::get_if<ComplexValue>(&value)) return sign(c->real) | sign(c->imaginary);
  if (auto* z = std::get_if<mpz_class>(&value)) return sgn(*z);
  if (auto* q = std::get_if<mpq_class>(&value)) return sgn(*q);
  if (auto* f = std::get_if<BigFloat>(&value)) return f->sign();
  return 1;
}

ConstantValue unary_operation(Token op, const ConstantValue& x, int bits) {
  if (auto* truth = std::get_if<bool>(&x)) return !*truth;
  switch (op) {
    case Token::kAdd: return x;
    case Token::kSub:
      if (auto* z = std::get_if<mpz_class>(&x)) return mpz_class(-*z);
      if (auto* q = std::get_if<mpq_class>(&x)) return mpq_class(-*q);
      if (auto* f = std::get_if<BigFloat>(&x)) return -*f;
      if (auto* c = std::get_if<ComplexValue>(&x))
        return ComplexValue{negated(c->real), negated(c->imaginary)};
      break;
    case Token::kXor:
      if (std::optional<mpz_class> z = as_integer(x)) {
        mpz_class flipped = ~*z;
        if (bits > 0) flipped &= (mpz_class(1) << static_cast<unsigned>(bits)) - 1;
        return flipped;
      }
      break;
    default: break;
  }
  return std::monostate();
}

ConstantValue binary_operation(const ConstantValue& x, Token op, const ConstantValue& y,
                               bool integer_division) {
  if (is_unknown(x) || is_unknown(y)) return std::monostate();
  if (auto* a = std::get_if<bool>(&x)) {
    const bool b = std::get<bool>(y);
    return op == Token::kAndAnd ? *a && b : *a || b;
  }
  if (auto* a = std::get_if<std::string>(&x)) return *a + std::get<std::string>(y);
  const Rank rank = std::max(rank_of(x), rank_of(y));
  if (rank == kInteger && (op != Token::kDiv || integer_division)) {
    return integer_operation(std::get<mpz_class>(x), op, std::get<mpz_class>(y));
  }
  if (integer_division ||
      (op != Token::kAdd && op != Token::kSub && op != Token::kMul && op != Token::kDiv)) {
    const std::optional<mpz_class> a = as_integer(x), b = as_integer(y);
    if (!a || !b) return std::monostate();
    return integer_operation(*a, op, *b);
  }
  if (rank <= kReal) {
    MaybeReal result = real_operation(as_real(x), op, as_real(y));
    if (!result) return std::monostate();
    return constant_of(std::move(*result));
  }
  return complex_operation(*as_complex(x), op, *as_complex(y));
}

bool is_zero_divisor(const ConstantValue& y) {
  const std::optional<ComplexValue> number = as_complex(y);
  if (!number) return false;
  const auto square_is_zero = [](const RealValue& part) {
    const MaybeReal square = real_operation(part, Token::kMul, part);
    return square && sign(*square) == 0;
  };
  return square_is_zero(number->real) && square_is_zero(number->imaginary);
}

ConstantValue shift_operation(const mpz_class& x, Token op, unsigned count) {
  return op == Token::kShl ? mpz_class(x << count) : mpz_class(x >> count);
}

bool compare_constants(const ConstantValue& x, Token op, const ConstantValue& y) {
  if (auto* a = std::get_if<bool>(&x)) return ordered(*a, op, std::get<bool>(y));
  if (auto* a = std::get_if<std::string>(&x)) return ordered(*a, op, std::get<std::string>(y));
  if (is_unknown(x) || is_unknown(y)) return false;
  const Rank rank = std::max(rank_of(x), rank_of(y));
  if (rank == kInteger) return ordered(std::get<mpz_class>(x), op, std::get<mpz_class>(y));
  if (rank == kReal) return ordered(compare_real(*as_real(x), *as_real(y)), op, 0);
  const ComplexValue a = *as_complex(x), b = *as_complex(y);
  const bool equal = compare_real(a.real, b.real) == 0 && compare_real(a.imaginary, b.imaginary) == 0;
  return op == Token::kEql ? equal : !equal;
}

}  // namespace escdiff::types
