// Rounding of exact numbers to binary floating point formats.
#pragma once

#include <gmpxx.h>

#include <optional>

#include "solver/types/constant.h"

namespace escdiff::types {

// A binary format: bits of the mantissa, the exponent of the smallest subnormal, and the exponent behind the
// largest.
struct FloatFormat {
  long bits;
  long lowest;   // values are multiples of 2^lowest
  long highest;  // values are below 2^highest
};
inline constexpr FloatFormat kFloat32Format{24, -149, 128};
inline constexpr FloatFormat kFloat64Format{53, -1074, 1024};
// The nearest value of `format`, ties to even; nullopt when that is infinite.
std::optional<mpq_class> rounded_to_bits(const mpq_class& value, const FloatFormat& format);

// A fraction as it is kept: exactly when its parts have less than 4096 bits, else rounded to 512.
RealValue kept_fraction(mpq_class value);
// Can a number of this size be a fraction? `exponent`: of the power of two above its magnitude.
bool is_fraction_sized(long exponent);

}  // namespace escdiff::types
