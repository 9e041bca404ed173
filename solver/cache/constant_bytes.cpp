#include "solver/cache/constant_bytes.h"

#include <optional>
#include <utility>

#include "solver/cache/summary_format.h"

namespace escdiff::cache {

namespace {

void write_integer(ByteWriter& out, const mpz_class& value) {
  std::string bytes((mpz_sizeinbase(value.get_mpz_t(), 2) + 7) / 8, '\0');
  size_t count = 0;
  mpz_export(bytes.data(), &count, -1, 1, -1, 0, value.get_mpz_t());
  bytes.resize(count);
  out.byte(sgn(value) < 0 ? 1 : 0);
  out.text(bytes);
}

mpz_class read_integer(ByteReader& in) {
  const bool negative = in.byte() != 0;
  const std::string_view bytes = in.text();
  mpz_class value;
  mpz_import(value.get_mpz_t(), bytes.size(), -1, 1, -1, 0, bytes.data());
  return negative ? mpz_class(-value) : value;
}

void write_rational(ByteWriter& out, const mpq_class& value) {
  write_integer(out, value.get_num());
  write_integer(out, value.get_den());
}

// Fractions are stored in lowest terms; what has no denominator is none.
mpq_class read_rational(ByteReader& in, bool& damaged) {
  const mpz_class numerator = read_integer(in);
  const mpz_class denominator = read_integer(in);
  if (sgn(denominator) <= 0) {
    damaged = true;
    return mpq_class();
  }
  mpq_class value;
  value.get_num() = numerator;
  value.get_den() = denominator;
  return value;
}

// A rounded number is stored as its mantissa and the exponent.
void write_float(ByteWriter& out, const types::BigFloat& value) {
  mpz_class mantissa;
  long exponent = 0;
  value.parts(mantissa, exponent);
  write_integer(out, mantissa);
  write_integer(out, mpz_class(exponent));
}

types::BigFloat read_float(ByteReader& in, bool& damaged) {
  const mpz_class mantissa = read_integer(in);
  const mpz_class exponent = read_integer(in);
  std::optional<types::BigFloat> value;
  if (exponent.fits_slong_p()) value = types::BigFloat::from_parts(mantissa, exponent.get_si());
  damaged = damaged || !value;
  return value ? std::move(*value) : types::BigFloat();
}

void write_real(ByteWriter& out, const types::RealValue& value) {
  const auto* number = std::get_if<types::BigFloat>(&value);
  out.byte(number != nullptr ? 1 : 0);
  if (number != nullptr) {
    write_float(out, *number);
  } else {
    write_rational(out, std::get<mpq_class>(value));
  }
}

types::RealValue read_real(ByteReader& in, bool& damaged) {
  if (in.byte() != 0) return read_float(in, damaged);
  return read_rational(in, damaged);
}

}  // namespace

void write_constant(ByteWriter& out, const types::ConstantValue& value) {
  const auto row = [&](ConstantRow r) { out.byte(static_cast<uint8_t>(r)); };
  if (const bool* truth = std::get_if<bool>(&value)) {
    row(*truth ? ConstantRow::kTrue : ConstantRow::kFalse);
  } else if (const std::string* text = std::get_if<std::string>(&value)) {
    row(ConstantRow::kText);
    out.text(*text);
  } else if (const mpz_class* integer = std::get_if<mpz_class>(&value)) {
    row(ConstantRow::kInteger);
    write_integer(out, *integer);
  } else if (const mpq_class* rational = std::get_if<mpq_class>(&value)) {
    row(ConstantRow::kRational);
    write_rational(out, *rational);
  } else if (const types::BigFloat* number = std::get_if<types::BigFloat>(&value)) {
    row(ConstantRow::kFloat);
    write_float(out, *number);
  } else if (const types::ComplexValue* complex = std::get_if<types::ComplexValue>(&value)) {
    row(ConstantRow::kComplex);
    write_real(out, complex->real);
    write_real(out, complex->imaginary);
  } else {
    row(ConstantRow::kUnknown);
  }
}

types::ConstantValue read_constant(ByteReader& in, bool& damaged) {
  switch (static_cast<ConstantRow>(in.byte())) {
    case ConstantRow::kUnknown: return {};
    case ConstantRow::kFalse: return false;
    case ConstantRow::kTrue: return true;
    case ConstantRow::kText: return std::string(in.text());
    case ConstantRow::kInteger: return read_integer(in);
    case ConstantRow::kRational: return read_rational(in, damaged);
    case ConstantRow::kFloat: return read_float(in, damaged);
    case ConstantRow::kComplex: {
      types::RealValue real = read_real(in, damaged);
      return types::ComplexValue{std::move(real), read_real(in, damaged)};
    }
  }
  damaged = true;
  return {};
}

}  // namespace escdiff::cache
