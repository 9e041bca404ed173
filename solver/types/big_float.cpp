#include "solver/types/big_float.h"

#include <cstdlib>
#include <utility>

namespace escdiff::types {

namespace {

// MPFR keeps its range of exponents a thread; the one that it starts with is smaller than gc's.
void widen_exponents() {
  [[maybe_unused]] static thread_local const int widened =
      mpfr_set_emin(mpfr_get_emin_min()) + mpfr_set_emax(mpfr_get_emax_max());
}

}  // namespace

BigFloat::BigFloat() noexcept {
  widen_exponents();
  mpfr_init2(value_, kPrecision);
  mpfr_set_zero(value_, 1);
}

BigFloat::BigFloat(const BigFloat& other) : BigFloat() { mpfr_set(value_, other.value_, MPFR_RNDN); }

BigFloat::BigFloat(BigFloat&& other) noexcept : BigFloat() { mpfr_swap(value_, other.value_); }

BigFloat& BigFloat::operator=(BigFloat other) noexcept {
  mpfr_swap(value_, other.value_);
  return *this;
}

BigFloat::~BigFloat() { mpfr_clear(value_); }

BigFloat::BigFloat(const mpz_class& value) : BigFloat() { mpfr_set_z(value_, value.get_mpz_t(), MPFR_RNDN); }

BigFloat::BigFloat(const mpq_class& value) : BigFloat() { mpfr_set_q(value_, value.get_mpq_t(), MPFR_RNDN); }

// MPFR's range of exponents is larger than gc's now.
std::optional<BigFloat> BigFloat::in_range(BigFloat value) {
  if (mpfr_zero_p(value.value_)) return BigFloat();
  if (!mpfr_number_p(value.value_) || mpfr_get_exp(value.value_) > kMostExponent) return std::nullopt;
  if (mpfr_get_exp(value.value_) < kLeastExponent) return BigFloat();
  return value;
}

std::optional<BigFloat> BigFloat::scaled(const mpz_class& digits, long binary, long decimal) {
  BigFloat exact, result;
  mpfr_set_prec(exact.value_, static_cast<mpfr_prec_t>(mpz_sizeinbase(digits.get_mpz_t(), 2)));
  mpfr_set_z(exact.value_, digits.get_mpz_t(), MPFR_RNDN);
  // 10^n is inexact here, but so far below the last bit of the result that only a tie could show it.
  constexpr mpfr_prec_t kGuardBits = 64;
  BigFloat power;
  mpfr_set_prec(power.value_, kPrecision + kGuardBits);
  mpfr_ui_pow_ui(power.value_, 10, static_cast<unsigned long>(std::abs(decimal)), MPFR_RNDN);
  if (decimal < 0) {
    mpfr_div(result.value_, exact.value_, power.value_, MPFR_RNDN);
  } else {
    mpfr_mul(result.value_, exact.value_, power.value_, MPFR_RNDN);
  }
  mpfr_mul_2si(result.value_, result.value_, binary, MPFR_RNDN);
  return in_range(std::move(result));
}

std::optional<BigFloat> BigFloat::from_parts(const mpz_class& mantissa, long exponent) {
  BigFloat result;
  mpfr_set_z_2exp(result.value_, mantissa.get_mpz_t(), exponent, MPFR_RNDN);
  return in_range(std::move(result));
}

int BigFloat::sign() const { return mpfr_sgn(value_); }

long BigFloat::exponent() const { return mpfr_zero_p(value_) ? 0 : mpfr_get_exp(value_); }

bool BigFloat::is_integer() const { return mpfr_integer_p(value_) != 0; }

double BigFloat::to_double() const { return mpfr_get_d(value_, MPFR_RNDN); }

mpq_class BigFloat::to_rational() const {
  mpq_class result;
  mpfr_get_q(result.get_mpq_t(), value_);
  return result;
}

void BigFloat::parts(mpz_class& mantissa, long& exponent) const {
  exponent = mpfr_zero_p(value_) ? 0 : mpfr_get_z_2exp(mantissa.get_mpz_t(), value_);
  if (mpfr_zero_p(value_)) mantissa = 0;
}

double BigFloat::mantissa() const {
  long exponent = 0;
  return mpfr_get_d_2exp(&exponent, value_, MPFR_RNDN);
}

BigFloat BigFloat::shortened(int bits, bool away_from_zero) const {
  BigFloat result(*this);
  mpfr_prec_round(result.value_, bits, away_from_zero ? MPFR_RNDA : MPFR_RNDZ);
  mpfr_prec_round(result.value_, kPrecision, MPFR_RNDN);
  return result;
}

BigFloat BigFloat::operator-() const {
  BigFloat result(*this);
  if (!mpfr_zero_p(value_)) mpfr_neg(result.value_, result.value_, MPFR_RNDN);
  return result;
}

std::optional<BigFloat> BigFloat::rounded(Operation operation, const BigFloat& x, const BigFloat& y) {
  BigFloat result;
  operation(result.value_, x.value_, y.value_, MPFR_RNDN);
  return in_range(std::move(result));
}

std::optional<BigFloat> add(const BigFloat& x, const BigFloat& y) {
  return BigFloat::rounded(mpfr_add, x, y);
}

std::optional<BigFloat> subtract(const BigFloat& x, const BigFloat& y) {
  return BigFloat::rounded(mpfr_sub, x, y);
}

std::optional<BigFloat> multiply(const BigFloat& x, const BigFloat& y) {
  return BigFloat::rounded(mpfr_mul, x, y);
}

std::optional<BigFloat> divide(const BigFloat& x, const BigFloat& y) {
  return BigFloat::rounded(mpfr_div, x, y);
}

int compare(const BigFloat& x, const BigFloat& y) { return mpfr_cmp(x.value_, y.value_); }

}  // namespace escdiff::types
