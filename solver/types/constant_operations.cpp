// Exact arithmetic on constants.
#include <utility>

#include "base/check.h"
#include "solver/types/constant.h"
#include "solver/types/constant_rounding.h"

namespace escdiff::types {

using syntax::Token;

namespace {

// Which representation a value has; operands of an operation are brought to the larger one.
enum Rank { kInteger, kRational, kComplex, kNotNumeric };

Rank rank_of(const ConstantValue& value) {
  if (std::holds_alternative<mpz_class>(value)) return kInteger;
  if (std::holds_alternative<mpq_class>(value)) return kRational;
  return std::holds_alternative<ComplexValue>(value) ? kComplex : kNotNumeric;
}

ConstantValue fraction(mpq_class value) {
  std::optional<mpq_class> kept = kept_fraction(std::move(value));
  if (!kept) return std::monostate();
  return std::move(*kept);
}

ConstantValue complex_number(mpq_class real, mpq_class imaginary) {
  std::optional<mpq_class> a = kept_fraction(std::move(real)), b = kept_fraction(std::move(imaginary));
  if (!a || !b) return std::monostate();
  return ComplexValue{std::move(*a), std::move(*b)};
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

ConstantValue rational_operation(const mpq_class& x, Token op, const mpq_class& y) {
  switch (op) {
    case Token::kAdd: return fraction(x + y);
    case Token::kSub: return fraction(x - y);
    case Token::kMul: return fraction(x * y);
    case Token::kDiv: return fraction(x / y);
    default: ESCDIFF_UNREACHABLE("operator {} on fractions", syntax::spelling(op));
  }
}

ConstantValue complex_operation(const ComplexValue& x, Token op, const ComplexValue& y) {
  const mpq_class &a = x.real, &b = x.imaginary, &c = y.real, &d = y.imaginary;
  switch (op) {
    case Token::kAdd: return complex_number(a + c, b + d);
    case Token::kSub: return complex_number(a - c, b - d);
    case Token::kMul: return complex_number(a * c - b * d, b * c + a * d);
    case Token::kDiv: {
      const mpq_class norm = c * c + d * d;
      return complex_number((a * c + b * d) / norm, (b * c - a * d) / norm);
    }
    default: ESCDIFF_UNREACHABLE("operator {} on complex numbers", syntax::spelling(op));
  }
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

std::optional<ComplexValue> as_complex(const ConstantValue& value) {
  if (auto* z = std::get_if<mpz_class>(&value)) return ComplexValue{mpq_class(*z), 0};
  if (auto* q = std::get_if<mpq_class>(&value)) return ComplexValue{*q, 0};
  if (auto* c = std::get_if<ComplexValue>(&value)) return *c;
  return std::nullopt;
}

std::optional<mpq_class> as_rational(const ConstantValue& value) {
  const std::optional<ComplexValue> number = as_complex(value);
  if (!number || number->imaginary != 0) return std::nullopt;
  return number->real;
}

std::optional<mpz_class> as_integer(const ConstantValue& value) {
  if (auto* z = std::get_if<mpz_class>(&value)) return *z;
  const std::optional<mpq_class> number = as_rational(value);
  if (!number || number->get_den() != 1) return std::nullopt;
  return number->get_num();
}

std::optional<int64_t> as_int64(const ConstantValue& value) {
  const std::optional<mpz_class> number = as_integer(value);
  if (!number || !number->fits_slong_p()) return std::nullopt;
  return number->get_si();
}

int sign_of(const ConstantValue& value) {
  if (auto* c = std::get_if<ComplexValue>(&value)) return sgn(c->real) | sgn(c->imaginary);
  if (auto* z = std::get_if<mpz_class>(&value)) return sgn(*z);
  if (auto* q = std::get_if<mpq_class>(&value)) return sgn(*q);
  return 1;
}

ConstantValue unary_operation(Token op, const ConstantValue& x, int bits) {
  if (auto* truth = std::get_if<bool>(&x)) return !*truth;
  switch (op) {
    case Token::kAdd: return x;
    case Token::kSub:
      if (auto* z = std::get_if<mpz_class>(&x)) return mpz_class(-*z);
      if (auto* q = std::get_if<mpq_class>(&x)) return mpq_class(-*q);
      if (auto* c = std::get_if<ComplexValue>(&x)) return ComplexValue{-c->real, -c->imaginary};
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
  if (rank <= kRational) return rational_operation(*as_rational(x), op, *as_rational(y));
  return complex_operation(*as_complex(x), op, *as_complex(y));
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
  if (rank == kRational) return ordered(*as_rational(x), op, *as_rational(y));
  const bool equal = *as_complex(x) == *as_complex(y);
  return op == Token::kEql ? equal : !equal;
}

}  // namespace escdiff::types
