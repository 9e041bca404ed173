// Exact constants: booleans, strings, integers, rationals and big floats, complex numbers.
#pragma once

#include <gmpxx.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "solver/syntax/token.h"
#include "solver/types/big_float.h"
#include "solver/types/type.h"

namespace escdiff::types {

// A real number: exact as a fraction in lowest terms whose parts have less than 4096 bits, a rounded number
// where that does not do. What has been rounded stays so, as it does in gc.
using RealValue = std::variant<mpq_class, BigFloat>;

struct ComplexValue {
  RealValue real, imaginary;
  friend bool operator==(const ComplexValue&, const ComplexValue&) = default;
};

// A constant's value; monostate = unknown (after an error). Integers that fit stay out of GMP's heap only as
// far as GMP does that itself; values are immutable once stored.
using ConstantValue =
    std::variant<std::monostate, bool, std::string, mpz_class, mpq_class, BigFloat, ComplexValue>;

// The value of a literal as written: kIntLit, kFloatLit, kImagLit, kCharLit or kStringLit. Unknown when it is
// malformed or its exponent is none of gc's (32 bits).
ConstantValue literal_value(syntax::Token kind, std::string_view text);

bool is_unknown(const ConstantValue& value);
// The value as an integer, real or complex number, if it is one. A rounded number counts as an integer when
// one lies within its last four bits and it is below 2^4096.
std::optional<mpz_class> as_integer(const ConstantValue& value);
std::optional<RealValue> as_real(const ConstantValue& value);
std::optional<ComplexValue> as_complex(const ConstantValue& value);
ConstantValue constant_of(RealValue value);
// The value when it fits an int64.
std::optional<int64_t> as_int64(const ConstantValue& value);
// -1, 0 or 1; 0 for complex zero only, 1 for what has no sign.
int sign_of(const ConstantValue& value);

// op x; `bits` > 0: kXor within an unsigned type of that many bits.
ConstantValue unary_operation(syntax::Token op, const ConstantValue& x, int bits);
// x op y for arithmetic, bit and logical operators, and string concatenation; the caller has excluded
// division by zero. `integer_division`: / truncates. Unknown when the result is too large.
ConstantValue binary_operation(const ConstantValue& x, syntax::Token op, const ConstantValue& y,
                               bool integer_division);
// Is a division by the complex number y one by zero? Also when the squares of its parts are too small.
bool is_zero_divisor(const ConstantValue& y);
// x << count or x >> count (kShl, kShr) of an integer.
ConstantValue shift_operation(const mpz_class& x, syntax::Token op, unsigned count);
// x op y for comparison operators.
bool compare_constants(const ConstantValue& x, syntax::Token op, const ConstantValue& y);

// Can a constant be a value of a basic type? kTruncated: it is a fraction; kOverflow: too large; kWrongKind:
// no number.
enum class Representability : uint8_t { kExact, kTruncated, kOverflow, kWrongKind };
// The nearest value of the type `kind` (a BasicKind, untyped ones included); `value` becomes the rounded
// value on success.
Representability round_to(BasicKind kind, ConstantValue& value);

// As compile errors print a value: "1e+100", "\"text\"" (72 characters at most), "(1 + 2i)".
std::string constant_string(const ConstantValue& value);
// Equal for equal values of whatever representation: 1, 1.0 and 1+0i share one key.
std::string constant_key(const ConstantValue& value);

}  // namespace escdiff::types
