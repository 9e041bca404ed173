// Values of literals.
#include <algorithm>

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

mpq_class power(unsigned base, long exponent) {
  mpz_class result;
  mpz_ui_pow_ui(result.get_mpz_t(), base, static_cast<unsigned long>(exponent < 0 ? -exponent : exponent));
  return exponent < 0 ? mpq_class(1, result) : mpq_class(result);
}

// Mantissa digits with a point, and an exponent of ten, or of two for hexadecimal mantissas.
std::optional<mpq_class> float_literal(const std::string& text) {
  constexpr long kLargestExponent = 400000;
  const bool hexadecimal = text.size() > 1 && (text[1] | 0x20) == 'x';
  const size_t exponent_at = text.find_first_of(hexadecimal ? "pP" : "eE");
  std::string mantissa =
      text.substr(hexadecimal ? 2 : 0,
                  exponent_at == std::string::npos ? std::string::npos : exponent_at - (hexadecimal ? 2 : 0));
  long exponent = 0;
  if (exponent_at != std::string::npos) {
    const std::string digits = text.substr(exponent_at + 1);
    if (digits.size() > 9) return std::nullopt;
    exponent = std::strtol(digits.c_str(), nullptr, 10);
  }
  if (const size_t point = mantissa.find('.'); point != std::string::npos) {
    exponent -= static_cast<long>(mantissa.size() - point - 1) * (hexadecimal ? 4 : 1);
    mantissa.erase(point, 1);
  }
  mpz_class digits;
  if (mantissa.empty() || digits.set_str(mantissa, hexadecimal ? 16 : 10) != 0) return std::nullopt;
  if (digits == 0) return mpq_class(0);
  if (exponent > kLargestExponent || exponent < -kLargestExponent) return std::nullopt;
  mpq_class value = mpq_class(digits) * power(hexadecimal ? 2 : 10, exponent);
  return kept_fraction(std::move(value));
}

std::optional<mpq_class> imaginary_literal(std::string text) {
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
    return mpq_class(value);
  }
  const std::optional<mpz_class> value = integer_literal(text);
  return value ? std::optional(mpq_class(*value)) : std::nullopt;
}

}  // namespace

ConstantValue literal_value(Token kind, std::string_view text) {
  switch (kind) {
    case Token::kIntLit:
      if (std::optional<mpz_class> value = integer_literal(without_underscores(text)))
        return std::move(*value);
      break;
    case Token::kFloatLit:
      if (std::optional<mpq_class> value = float_literal(without_underscores(text))) return std::move(*value);
      break;
    case Token::kImagLit:
      if (std::optional<mpq_class> value = imaginary_literal(without_underscores(text)))
        return ComplexValue{0, std::move(*value)};
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
