// Constants as texts. The forms are those of gc's messages: six digits of a fraction, strings cut at 72
// characters.
#include <fmt/core.h>

#include <cmath>
#include <cstdlib>

#include "solver/syntax/unicode.h"
#include "solver/types/constant.h"
#include "solver/types/constant_rounding.h"
#include "solver/types/text.h"

namespace escdiff::types {

namespace {

// The shortest digits that read back as `value`; an exponent when it is below -4 or above 20.
std::string shortest(double value) {
  for (int precision = 1; precision <= 17; ++precision) {
    std::string text = fmt::format("{:.{}e}", value, precision - 1);
    if (std::strtod(text.c_str(), nullptr) != value) continue;
    const int exponent = std::atoi(text.c_str() + text.find('e') + 1);
    if (exponent < -4 || exponent >= 21) return text;
    return fmt::format("{:.{}f}", value, std::max(0, precision - 1 - exponent));
  }
  return fmt::format("{:.17g}", value);
}

// A number beyond float64. Its digits are those that gc prints: computed with doubles, so that the last of
// them are not those of the exact number.
std::string huge_string(const BigFloat& value) {
  const double decimal = static_cast<double>(value.exponent()) * std::log10(2.0);
  double exponent = std::trunc(decimal);
  double mantissa = value.mantissa() * std::pow(10, decimal - exponent);
  constexpr double kHalfLastDigit = 0.5e-6;
  if (std::abs(mantissa) < 1 - kHalfLastDigit) {
    mantissa *= 10;
    --exponent;
  } else if (std::abs(mantissa) >= 10) {
    mantissa /= 10;
    ++exponent;
  }
  return fmt::format("{:.6g}e{:+d}", mantissa, static_cast<long>(exponent));
}

std::string float_string(const BigFloat& value) {
  const double number = value.to_double();
  if (std::isinf(number) || (number == 0) != (value.sign() == 0)) return huge_string(value);
  std::string text = fmt::format("{:.6g}", number);
  if (!value.is_integer() && text.find('.') == std::string::npos) text = shortest(number);
  return text;
}

std::string real_string(const RealValue& value) {
  if (auto* number = std::get_if<BigFloat>(&value)) return float_string(*number);
  return float_string(BigFloat(std::get<mpq_class>(value)));
}

// Equal for equal numbers: what may also be a fraction is shown as one.
std::string real_key(const RealValue& value) {
  const auto* number = std::get_if<BigFloat>(&value);
  if (number == nullptr) return std::get<mpq_class>(value).get_str();
  if (is_fraction_sized(number->exponent() / 2)) return number->to_rational().get_str();
  mpz_class mantissa;
  long exponent = 0;
  number->parts(mantissa, exponent);
  return fmt::format("{}p{}", mantissa.get_str(), exponent);
}

std::string shortened(const std::string& text) {
  constexpr size_t kLongest = 72;
  std::string out = quoted(text);
  size_t runes = 0;
  for (size_t at = 0; at < out.size(); at += syntax::decode_rune(std::string_view(out).substr(at)).width)
    ++runes;
  if (runes <= kLongest) return out;
  size_t at = 0;
  for (size_t i = 0; i < kLongest - 3; ++i) at += syntax::decode_rune(std::string_view(out).substr(at)).width;
  return out.substr(0, at) + "...";
}

}  // namespace

std::string constant_string(const ConstantValue& value) {
  if (auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  if (auto* text = std::get_if<std::string>(&value)) return shortened(*text);
  if (auto* integer = std::get_if<mpz_class>(&value)) return integer->get_str();
  if (auto* number = std::get_if<mpq_class>(&value)) return real_string(*number);
  if (auto* number = std::get_if<BigFloat>(&value)) return float_string(*number);
  if (auto* number = std::get_if<ComplexValue>(&value)) {
    return "(" + real_string(number->real) + " + " + real_string(number->imaginary) + "i)";
  }
  return "unknown";
}

std::string constant_key(const ConstantValue& value) {
  if (auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  if (auto* text = std::get_if<std::string>(&value)) return "s" + *text;
  const std::optional<ComplexValue> number = as_complex(value);
  if (!number) return "unknown";
  return "n" + real_key(number->real) + "+" + real_key(number->imaginary);
}

}  // namespace escdiff::types
