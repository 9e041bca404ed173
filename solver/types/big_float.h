// Numbers that are too large or too small to be kept as fractions.
#pragma once

#include <gmpxx.h>
#include <mpfr.h>

#include <optional>

namespace escdiff::types {

// A finite binary floating point number with 512 bits of mantissa and a 32-bit exponent, which is what gc
// computes such constants with. All results are rounded to the nearest value, ties to even; what is too small
// becomes 0, what is too large is none (nullopt). There is no negative zero.
class BigFloat {
 public:
  static constexpr mpfr_prec_t kPrecision = 512;
  // The range of exponent().
  static constexpr long kLeastExponent = -(1L << 31), kMostExponent = (1L << 31) - 1;

  BigFloat() noexcept;  // 0
  BigFloat(const BigFloat& other);
  BigFloat(BigFloat&& other) noexcept;
  BigFloat& operator=(BigFloat other) noexcept;
  ~BigFloat();

  // The nearest number; integers and fractions of up to 2^31 bits are never too large.
  explicit BigFloat(const mpz_class& value);
  explicit BigFloat(const mpq_class& value);
  // digits * 2^binary * 10^decimal.
  static std::optional<BigFloat> scaled(const mpz_class& digits, long binary, long decimal);
  // mantissa * 2^exponent, where the mantissa has at most 512 bits.
  static std::optional<BigFloat> from_parts(const mpz_class& mantissa, long exponent);

  int sign() const;
  // e for a value in [2^(e-1), 2^e) or its negative; 0 for 0.
  long exponent() const;
  bool is_integer() const;
  // The nearest double; infinite beyond its range.
  double to_double() const;
  // The same number as a fraction. Its size is that of the exponent, in bits.
  mpq_class to_rational() const;
  // from_parts() of these gives the number back.
  void parts(mpz_class& mantissa, long& exponent) const;
  // A number from [0.5, 1) or its negative: this one without its exponent.
  double mantissa() const;
  // Rounded towards 0, or away from it, to a mantissa of fewer bits.
  BigFloat shortened(int bits, bool away_from_zero) const;

  BigFloat operator-() const;
  friend std::optional<BigFloat> add(const BigFloat& x, const BigFloat& y);
  friend std::optional<BigFloat> subtract(const BigFloat& x, const BigFloat& y);
  friend std::optional<BigFloat> multiply(const BigFloat& x, const BigFloat& y);
  friend std::optional<BigFloat> divide(const BigFloat& x, const BigFloat& y);  // y is not 0
  // Negative, 0 or positive as x is less than, equal to or greater than y.
  friend int compare(const BigFloat& x, const BigFloat& y);
  friend bool operator==(const BigFloat& x, const BigFloat& y) { return compare(x, y) == 0; }

 private:
  using Operation = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_srcptr, mpfr_rnd_t);

  static std::optional<BigFloat> in_range(BigFloat value);
  static std::optional<BigFloat> rounded(Operation operation, const BigFloat& x, const BigFloat& y);

  mpfr_t value_;
};

}  // namespace escdiff::types
