// Values of literals.
#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "solver/syntax/unicode.h"
#include "solver/types/constant.h"
#include "solver/types/constant_rounding.h"
#include "solver/types/text.h"

namespace escdiff::types {

using syntax::Token;

namespace {

std::string without_underscores(std::string_view text) {
  std::string out(text);
  std::erase(out, '_');
  return out;
}

std::optional<mpz_class> integer_literal(const std::string& text) {
  int base = 10;
  size_t digits = 0;
  if (text.size() > 1 && text[0] == '0') {
    const char prefix = static_cast<char>(text[1] | 0x20);
    base = prefix == 'x' ? 16 : prefix == 'b' ? 2 : 8;
    digits = prefix == 'x' || prefix == 'b' || prefix == 'o' ? 2 : 1;
  }
  mpz_class value;
  if (value.set_str(text.substr(digits), base) != 0) return std::nullopt;
  return value;
}

mpz_class power(unsigned base, long exponent) {
  mpz_class result;
  mpz_ui_pow_ui(result.get_mpz_t(), base, static_cast<unsigned long>(exponent));
  return result;
}

// digits * 2^binary * 10^decimal as a fraction.
mpq_class scaled_fraction(const mpz_class& digits, long binary, long decimal) {
  mpz_class numerator = digits, denominator = 1;
  if (decimal > 0) numerator *= power(10, decimal);
  if (decimal < 0) denominator *= power(10, -decimal);
  if (binary > 0) numerator <<= static_cast<mp_bitcnt_t>(binary);
  if (binary < 0) denominator <<= static_cast<mp_bitcnt_t>(-binary);
  mpq_class value(numerator, denominator);
  value.canonicalize();
  return value;
}

// Mantissa digits with a point, and an exponent of ten, or of two for hexadecimal mantissas. None when the
// exponent is not one of gc's: of 64 bits itself, of 32 bits as that of the power of two and of the value.
std::optional<RealValue> float_literal(const std::string& text) {
  const bool hexadecimal = text.size() > 1 && (text[1] | 0x20) == 'x';
  const size_t exponent_at = std::min(text.find_first_of(hexadecimal ? "pP" : "eE"), text.size());
  const size_t prefix = hexadecimal ? 2 : 0;
  std::string mantissa = text.substr(prefix, exponent_at - prefix);
  long exponent = 0;
  if (exponent_at < text.size()) {
    errno = 0;
    exponent = std::strtol(text.c_str() + exponent_at + 1, nullptr, 10);
    if (errno == ERANGE) return std::nullopt;
  }
  long point_shift = 0;
  if (const size_t point = mantissa.find('.'); point != std::string::npos) {
    point_shift = static_cast<long>(mantissa.size() - point - 1) * (hexadecimal ? 4 : 1);
    mantissa.erase(point, 1);
  }
  mpz_class digits;
  if (mantissa.empty() || digits.set_str(mantissa, hexadecimal ? 16 : 10) != 0) return std::nullopt;
  if (digits == 0) return mpq_class(0);
  const long bits = static_cast<long>(mpz_sizeinbase(digits.get_mpz_t(), 2));
  long power_of_two = 0;
  if (__builtin_sub_overflow(exponent, point_shift, &exponent) ||
      __builtin_add_overflow(exponent, bits, &power_of_two) || power_of_two < BigFloat::kLeastExponent ||
      power_of_two > BigFloat::kMostExponent) {
    return std::nullopt;
  }
  const long binary = hexadecimal ? exponent : 0, decimal = hexadecimal ? 0 : exponent;
  std::optional<BigFloat> number = BigFloat::scaled(digits, binary, decimal);
  if (!number) return std::nullopt;
  if (number->sign() == 0) return mpq_class(0);
  if (is_fraction_sized(number->exponent())) return scaled_fraction(digits, binary, decimal);
  return std::move(*number);
}

std::optional<RealValue> imaginary_literal(std::string text) {
  text.pop_back();  // i
  const bool prefixed =
      text.size() > 1 && text[0] == '0' && std::isalpha(static_cast<unsigned char>(text[1]));
  const bool fraction = text.find_first_of(".pP") != std::string::npos ||
                        (!prefixed && text.find_first_of("eE") != std::string::npos);
  if (fraction) return float_literal(text);
  // For old programs a leading 0 does not make an imaginary literal octal.
  if (!prefixed) {
    mpz_class value;
    if (value.set_str(text, 10) != 0) return std::nullopt;
    return kept_fraction(mpq_class(value));
  }
  const std::optional<mpz_class> value = integer_literal(text);
  if (!value) return std::nullopt;
  return kept_fraction(mpq_class(*value));
}

}  // namespace

ConstantValue literal_value(Token kind, std::string_view text) {
  switch (kind) {
    case Token::kIntLit:
      if (std::optional<mpz_class> value = integer_literal(without_underscores(text)))
        return std::move(*value);
      break;
    case Token::kFloatLit:
      if (std::optional<RealValue> value = float_literal(without_underscores(text)))
        return constant_of(std::move(*value));
      break;
    case Token::kImagLit:
      if (std::optional<RealValue> value = imaginary_literal(without_underscores(text)))
        return ComplexValue{mpq_class(0), std::move(*value)};
      break;
    case Token::kCharLit:
      if (std::optional<char32_t> rune = unquoted_rune(text))
        return mpz_class(static_cast<unsigned long>(*rune));
      break;
    case Token::kStringLit:
      if (std::optional<std::string> value = unquoted(text)) return std::move(*value);
      break;
    default: break;
  }
  return std::monostate();
}

}  // namespace escdiff::types
