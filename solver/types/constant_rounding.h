// Rounding of exact numbers to binary floating point formats.
#pragma once

#include <gmpxx.h>

#include <limits>
#include <optional>

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
// gc's big constants: 512 bits of mantissa.
inline constexpr FloatFormat kConstantFormat{512, std::numeric_limits<long>::min() / 4,
                                             std::numeric_limits<long>::max() / 4};
// The nearest value of `format`, ties to even; nullopt when that is infinite.
std::optional<mpq_class> rounded_to_bits(const mpq_class& value, const FloatFormat& format);

// What is kept of an untyped fraction: up to 4096 bits it is exact, larger ones are rounded to 512 bits, as
// gc does. nullopt beyond 2^(2^21) or below its inverse, where gc goes on to 2^(2^31): nobody's memory is to
// fill.
std::optional<mpq_class> kept_fraction(mpq_class value);

}  // namespace escdiff::types
