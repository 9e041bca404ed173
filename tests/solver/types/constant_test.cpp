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
  return std::get<mpq_class>(value).get_d();
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
}

TEST_CASE("literals have exponents of 32 bits") {
  CHECK(constant_string(literal("1e646456992")) == "1e+646456992");
  CHECK(is_unknown(literal("1e646456993")));
  CHECK(is_unknown(literal("1e999999999999")));
  CHECK(is_unknown(literal("1e99999999999999999999")));
  // What is too small is 0 as long as its exponent has 32 bits.
  CHECK(sign_of(literal("1e-646456992")) == 1);
  CHECK(sign_of(literal("1e-1000000000")) == 0);
  CHECK(is_unknown(literal("1e-3000000000")));
  CHECK(is_unknown(literal("1e-99999999999999999999")));
  CHECK(sign_of(literal("0e3000000000")) == 0);
  CHECK(sign_of(literal("0x1p2147483646")) == 1);
  CHECK(is_unknown(literal("0x1p2147483647")));
  CHECK(sign_of(literal("0x1p-2147483649")) == 1);
  CHECK(is_unknown(literal("0x1p-2147483650")));
}

TEST_CASE("numbers beyond fractions are rounded to 512 bits") {
  const auto op = [](std::string_view x, Token token, std::string_view y) {
    return binary_operation(literal(x), token, literal(y), false);
  };
  CHECK(compare_constants(op("1e646456992", Token::kDiv, "1e646456991"), Token::kEql, literal("10")));
  CHECK(is_unknown(op("1e500000000", Token::kMul, "1e500000000")));
  CHECK(sign_of(op("1e-500000000", Token::kMul, "1e-500000000")) == 0);
  CHECK(sign_of(op("1e500000000", Token::kSub, "1e500000000")) == 0);
  // 2^5000 + 1 has no room for its last bit; 2^400 + 1 has.
  CHECK(compare_constants(op("0x1p5000", Token::kAdd, "1"), Token::kEql, literal("0x1p5000")));
  CHECK(compare_constants(op("0x1p400", Token::kAdd, "1"), Token::kGtr, literal("0x1p400")));
  CHECK(constant_string(op("1", Token::kDiv, "1e-6000000")) == "1e+6000000");
  CHECK(constant_key(op("0x1p4100", Token::kMul, "0x1p-4100")) == constant_key(literal("1")));
  // An integer that was missed by rounding is one all the same.
  const ConstantValue third = op("1e2000", Token::kDiv, "3e1999");
  CHECK_FALSE(as_integer(third));
  CHECK(as_integer(binary_operation(third, Token::kMul, literal("3"), false)) == mpz_class(10));
}

TEST_CASE("a complex number whose square is nothing does not divide") {
  CHECK(is_zero_divisor(literal("1e-600000000i")));
  CHECK(is_zero_divisor(literal("0i")));
  CHECK_FALSE(is_zero_divisor(literal("1e-300000000i")));
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
