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

// A number beyond float64: mantissa and decimal exponent from its logarithm.
std::string huge_string(const mpq_class& value) {
  const std::optional<mpq_class> rounded = rounded_to_bits(value, kConstantFormat);
  const mpq_class magnitude = abs(*rounded);
  signed long numerator_exponent = 0, denominator_exponent = 0;
  const double n = mpz_get_d_2exp(&numerator_exponent, magnitude.get_num_mpz_t());
  const double d = mpz_get_d_2exp(&denominator_exponent, magnitude.get_den_mpz_t());
  const double logarithm =
      std::log10(n / d) + static_cast<double>(numerator_exponent - denominator_exponent) * std::log10(2.0);
  double exponent = std::floor(logarithm);
  double mantissa = std::pow(10, logarithm - exponent);
  if (sgn(value) < 0) mantissa = -mantissa;
  return fmt::format("{:.6g}e{:+d}", mantissa, static_cast<long>(exponent));
}

std::string rational_string(const mpq_class& value) {
  const std::optional<mpq_class> rounded = rounded_to_bits(value, kFloat64Format);
  if (!rounded || (*rounded == 0) != (value == 0)) return huge_string(value);
  const double number = mpq_get_d(rounded->get_mpq_t());
  std::string text = fmt::format("{:.6g}", number);
  if (value.get_den() != 1 && text.find('.') == std::string::npos) text = shortest(number);
  return text;
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
  if (auto* number = std::get_if<mpq_class>(&value)) return rational_string(*number);
  if (auto* number = std::get_if<ComplexValue>(&value)) {
    return "(" + rational_string(number->real) + " + " + rational_string(number->imaginary) + "i)";
  }
  return "unknown";
}

std::string constant_key(const ConstantValue& value) {
  if (auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  if (auto* text = std::get_if<std::string>(&value)) return "s" + *text;
  const std::optional<ComplexValue> number = as_complex(value);
  if (!number) return "unknown";
  return "n" + number->real.get_str() + "+" + number->imaginary.get_str();
}

}  // namespace escdiff::types
