#include "solver/types/constant_rounding.h"

#include <algorithm>

namespace escdiff::types {

namespace {

mpq_class scaled(const mpq_class& value, long exponent) {
  mpq_class result;
  if (exponent >= 0) {
    mpq_mul_2exp(result.get_mpq_t(), value.get_mpq_t(), static_cast<mp_bitcnt_t>(exponent));
  } else {
    mpq_div_2exp(result.get_mpq_t(), value.get_mpq_t(), static_cast<mp_bitcnt_t>(-exponent));
  }
  return result;
}

// floor(log2(value)) of a positive value.
long exponent_of(const mpq_class& value) {
  const long guess = static_cast<long>(mpz_sizeinbase(value.get_num_mpz_t(), 2)) -
                     static_cast<long>(mpz_sizeinbase(value.get_den_mpz_t(), 2));
  return value < scaled(mpq_class(1), guess) ? guess - 1 : guess;
}

mpz_class rounded_half_even(const mpq_class& value) {
  mpz_class quotient, remainder;
  mpz_fdiv_qr(quotient.get_mpz_t(), remainder.get_mpz_t(), value.get_num_mpz_t(), value.get_den_mpz_t());
  const int half = cmp(remainder * 2, value.get_den());
  if (half > 0 || (half == 0 && mpz_odd_p(quotient.get_mpz_t()))) ++quotient;
  return quotient;
}

struct IntegerRange {
  int bits;
  bool is_signed;
};

IntegerRange range_of(BasicKind kind) {
  switch (kind) {
    case BasicKind::kInt8: return {8, true};
    case BasicKind::kInt16: return {16, true};
    case BasicKind::kInt32: return {32, true};
    case BasicKind::kUint8: return {8, false};
    case BasicKind::kUint16: return {16, false};
    case BasicKind::kUint32: return {32, false};
    case BasicKind::kUint:
    case BasicKind::kUint64:
    case BasicKind::kUintptr: return {64, false};
    default: return {64, true};
  }
}

bool in_range(const mpz_class& value, const IntegerRange& range) {
  if (range.is_signed && value.fits_slong_p()) {
    const long last = static_cast<long>((uint64_t{1} << (range.bits - 1)) - 1);
    return value.get_si() >= -last - 1 && value.get_si() <= last;
  }
  const mp_bitcnt_t bits = static_cast<mp_bitcnt_t>(range.bits);
  if (!range.is_signed) return sgn(value) >= 0 && mpz_sizeinbase(value.get_mpz_t(), 2) <= bits;
  return false;  // beyond 64 bits
}

bool is_numeric(const ConstantValue& value) {
  return !is_unknown(value) && !std::holds_alternative<bool>(value) &&
         !std::holds_alternative<std::string>(value);
}

Representability round_to_integer(BasicKind kind, ConstantValue& value) {
  if (!is_numeric(value)) return Representability::kWrongKind;
  const bool any_size = kind == BasicKind::kUntypedInt || kind == BasicKind::kUntypedRune;
  const auto fits = [&](const mpz_class& integer) { return any_size || in_range(integer, range_of(kind)); };
  if (const auto* integer = std::get_if<mpz_class>(&value))
    return fits(*integer) ? Representability::kExact : Representability::kOverflow;
  std::optional<mpz_class> integer = as_integer(value);
  if (!integer) return Representability::kTruncated;
  if (!fits(*integer)) return Representability::kOverflow;
  value = std::move(*integer);
  return Representability::kExact;
}

// Rounded numbers that are no fractions are beyond every format: too large, or nothing.
std::optional<mpq_class> rounded_to_format(const RealValue& value, const FloatFormat& format) {
  if (auto* number = std::get_if<BigFloat>(&value)) {
    if (is_fraction_sized(number->exponent())) return rounded_to_bits(number->to_rational(), format);
    return number->exponent() > 0 ? std::nullopt : std::optional(mpq_class(0));
  }
  return rounded_to_bits(std::get<mpq_class>(value), format);
}

Representability round_to_float(BasicKind kind, ConstantValue& value) {
  if (!is_numeric(value)) return Representability::kWrongKind;
  const std::optional<RealValue> number = as_real(value);
  if (!number) return Representability::kOverflow;
  if (kind == BasicKind::kUntypedFloat) return Representability::kExact;
  std::optional<mpq_class> rounded =
      rounded_to_format(*number, kind == BasicKind::kFloat32 ? kFloat32Format : kFloat64Format);
  if (!rounded) return Representability::kOverflow;
  value = std::move(*rounded);
  return Representability::kExact;
}

Representability round_to_complex(BasicKind kind, ConstantValue& value) {
  const std::optional<ComplexValue> number = as_complex(value);
  if (!number) return Representability::kWrongKind;
  if (kind == BasicKind::kUntypedComplex) return Representability::kExact;
  const FloatFormat& format = kind == BasicKind::kComplex64 ? kFloat32Format : kFloat64Format;
  std::optional<mpq_class> real = rounded_to_format(number->real, format);
  std::optional<mpq_class> imaginary = rounded_to_format(number->imaginary, format);
  if (!real || !imaginary) return Representability::kOverflow;
  value = ComplexValue{std::move(*real), std::move(*imaginary)};
  return Representability::kExact;
}

}  // namespace

std::optional<mpq_class> rounded_to_bits(const mpq_class& value, const FloatFormat& format) {
  if (value == 0) return value;
  const mpq_class magnitude = abs(value);
  const long quantum = std::max(exponent_of(magnitude) - format.bits + 1, format.lowest);
  const mpz_class mantissa = rounded_half_even(scaled(magnitude, -quantum));
  mpq_class result = scaled(mpq_class(mantissa), quantum);
  if (result != 0 && exponent_of(result) >= format.highest) return std::nullopt;
  if (sgn(value) < 0) result = -result;
  return result;
}

namespace {
constexpr long kFractionBits = 4096;  // gc's parts of fractions have less
}

bool is_fraction_sized(long exponent) { return -kFractionBits < exponent && exponent < kFractionBits; }

RealValue kept_fraction(mpq_class value) {
  value.canonicalize();
  const auto is_small = [](const mpz_class& part) {
    return mpz_sizeinbase(part.get_mpz_t(), 2) < static_cast<size_t>(kFractionBits);
  };
  if (is_small(value.get_num()) && is_small(value.get_den())) return value;
  return BigFloat(value);
}

Representability round_to(BasicKind kind, ConstantValue& value) {
  if (is_unknown(value)) return Representability::kExact;
  switch (kind) {
    case BasicKind::kBool:
    case BasicKind::kUntypedBool:
      return std::holds_alternative<bool>(value) ? Representability::kExact : Representability::kWrongKind;
    case BasicKind::kString:
    case BasicKind::kUntypedString:
      return std::holds_alternative<std::string>(value) ? Representability::kExact
                                                        : Representability::kWrongKind;
    case BasicKind::kFloat32:
    case BasicKind::kFloat64:
    case BasicKind::kUntypedFloat: return round_to_float(kind, value);
    case BasicKind::kComplex64:
    case BasicKind::kComplex128:
    case BasicKind::kUntypedComplex: return round_to_complex(kind, value);
    case BasicKind::kUnsafePointer:
    case BasicKind::kUntypedNil: return Representability::kWrongKind;
    default: return round_to_integer(kind, value);
  }
}

}  // namespace escdiff::types
