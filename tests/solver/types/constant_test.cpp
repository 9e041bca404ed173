#include "solver/types/constant.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "solver/types/text.h"
#include "tests/support/rapidcheck_bridge.h"

using namespace escdiff;
using namespace escdiff::types;
using syntax::Token;

namespace {

ConstantValue literal(std::string_view text) {
  const bool imaginary = text.back() == 'i';
  const bool hexadecimal = text.starts_with("0x");
  const bool fraction = text.find('.') != std::string_view::npos ||
                        text.find('p') != std::string_view::npos ||
                        (!hexadecimal && text.find('e') != std::string_view::npos);
  return literal_value(text.front() == '\''                         ? Token::kCharLit
                       : text.front() == '"' || text.front() == '`' ? Token::kStringLit
                       : imaginary                                  ? Token::kImagLit
                       : fraction                                   ? Token::kFloatLit
                                                                    : Token::kIntLit,
                       text);
}

ConstantValue exact(double number) { return mpq_class(number); }

double rounded(BasicKind kind, ConstantValue value) {
  REQUIRE(round_to(kind, value) == Representability::kExact);
  return as_rational(value)->get_d();
}

}  // namespace

TEST_CASE("literals have the values that Go gives them") {
  CHECK(constant_string(literal("0b1_01")) == "5");
  CHECK(constant_string(literal("0o17")) == "15");
  CHECK(constant_string(literal("017")) == "15");
  CHECK(constant_string(literal("0xFF_FF")) == "65535");
  CHECK(constant_string(literal("1e3")) == "1000");
  CHECK(constant_string(literal("0x1p-2")) == "0.25");
  CHECK(constant_string(literal("1.5e400")) == "1.5e+400");
  CHECK(constant_string(literal("1e-400")) == "1e-400");
  CHECK(constant_string(literal("012i")) == "(0 + 12i)");
  CHECK(constant_string(literal("'\\u00e9'")) == "233");
  CHECK(constant_string(literal("\"a\\tb\"")) == "\"a\\tb\"");
  CHECK(constant_string(literal("`a\\tb`")) == "\"a\\\\tb\"");
  CHECK(is_unknown(literal("1e999999999999")));
}

TEST_CASE("representability tells why a constant is no value of a type") {
  auto fits = [](std::string_view text, BasicKind kind) {
    ConstantValue value = literal(text);
    return round_to(kind, value);
  };
  CHECK(fits("127", BasicKind::kInt8) == Representability::kExact);
  CHECK(fits("128", BasicKind::kInt8) == Representability::kOverflow);
  CHECK(fits("1.0", BasicKind::kUint) == Representability::kExact);
  CHECK(fits("1.5", BasicKind::kUint) == Representability::kTruncated);
  CHECK(fits("0x1p128", BasicKind::kFloat32) == Representability::kOverflow);
  CHECK(fits("0x1p-200", BasicKind::kFloat32) == Representability::kExact);  // becomes 0
  CHECK(fits("\"x\"", BasicKind::kInt) == Representability::kWrongKind);
  CHECK(fits("0i", BasicKind::kInt64) == Representability::kExact);
}

TEST_CASE("integer arithmetic is exact") {
  tests::require_property("(a + b) - b = a and (a / b) * b + a % b = a", [](int64_t a, int64_t b) {
    const ConstantValue x = mpz_class(static_cast<long>(a)), y = mpz_class(static_cast<long>(b));
    const ConstantValue sum = binary_operation(x, Token::kAdd, y, false);
    RC_ASSERT(binary_operation(sum, Token::kSub, y, false) == x);
    if (b == 0) return;
    const ConstantValue quotient = binary_operation(x, Token::kDiv, y, true);
    const ConstantValue product = binary_operation(quotient, Token::kMul, y, false);
    RC_ASSERT(binary_operation(product, Token::kAdd, binary_operation(x, Token::kRem, y, true), false) == x);
    RC_ASSERT(binary_operation(binary_operation(x, Token::kDiv, y, false), Token::kMul, y, false) ==
              ConstantValue(mpq_class(static_cast<long>(a))));
  });
}

TEST_CASE("rounding agrees with the processor's") {
  tests::require_property("float64(a op b) is what IEEE 754 says", [](double a, double b) {
    if (!std::isfinite(a * b) || !std::isfinite(a + b)) return;
    RC_ASSERT(rounded(BasicKind::kFloat64, binary_operation(exact(a), Token::kMul, exact(b), false)) ==
              a * b);
    RC_ASSERT(rounded(BasicKind::kFloat64, binary_operation(exact(a), Token::kAdd, exact(b), false)) ==
              a + b);
    const float narrow = static_cast<float>(a);
    if (std::isfinite(narrow))
      RC_ASSERT(rounded(BasicKind::kFloat32, exact(a)) == static_cast<double>(narrow));
  });
}

TEST_CASE("quoting and unquoting are inverse") {
  tests::require_property("unquoted(quoted(s)) = s",
                          [](const std::string& text) { RC_ASSERT(unquoted(quoted(text)) == text); });
}
