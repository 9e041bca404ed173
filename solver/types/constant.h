// Exact constants: booleans, strings, integers, rationals and big floats, complex numbers.
#pragma once

#include <gmpxx.h>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "solver/syntax/token.h"

namespace escdiff::types {

struct ComplexValue {
  mpq_class real, imaginary;
  friend bool operator==(const ComplexValue&, const ComplexValue&) = default;
};

// A constant's value; monostate = unknown (after an error). Integers that fit stay out of GMP's heap only as far as
// GMP does that itself; values are immutable once stored.
using ConstantValue = std::variant<std::monostate, bool, std::string, mpz_class, mpq_class, ComplexValue>;

}  // namespace escdiff::types
