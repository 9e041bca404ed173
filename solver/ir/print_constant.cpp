#include <fmt/core.h>

#include <utility>

#include "solver/ir/print.h"
#include "solver/syntax/unicode.h"
#include "solver/types/constant.h"
#include "solver/types/predicates.h"
#include "solver/types/type_string.h"

namespace escdiff::ir {

namespace {

constexpr int64_t kMaxRune = 0x10FFFF;
constexpr int64_t kFirstSurrogate = 0xD800, kLastSurrogate = 0xDFFF;
constexpr int64_t kReplacement = 0xFFFD;  // stands for what is no character

// The value in the form that its type asks for: 2.0 as an int is 2, 1 as a float is a fraction.
types::ConstantValue value_in_type(const types::ConstantValue& value, uint16_t flags) {
  if ((flags & types::kIsInteger) != 0) {
    if (auto integer = types::as_integer(value)) return *integer;
  } else if ((flags & types::kIsFloat) != 0) {
    if (auto real = types::as_real(value)) return types::constant_of(std::move(*real));
  } else if ((flags & types::kIsComplex) != 0) {
    if (auto complex = types::as_complex(value)) return *complex;
  }
  return value;
}

// The types whose constants stand without a conversion around them.
bool is_default_type(const types::TypeStore& store, TypeId type) {
  const types::Type& info = store[type];
  if (info.kind != types::TypeKind::kBasic) return false;
  switch (info.basic) {
    case types::BasicKind::kBool:
    case types::BasicKind::kInt:
    case types::BasicKind::kFloat64:
    case types::BasicKind::kComplex128:
    case types::BasicKind::kString: return true;
    default: return info.basic >= types::BasicKind::kUntypedBool;
  }
}

}  // namespace

std::string print_constant(types::Program& program, types::PackageId package, TypeId type,
                           const types::ConstantValue& value) {
  const types::Type& underlying = program.types[program.types.underlying(type)];
  const uint16_t flags =
      underlying.kind == types::TypeKind::kBasic ? types::basic_flags(underlying.basic) : 0;
  const types::ConstantValue typed = value_in_type(value, flags);
  if (type == program.types.rune_type()) {
    const auto rune = types::as_int64(typed);
    if (rune && *rune >= 0 && *rune <= kMaxRune) {
      const bool is_surrogate = kFirstSurrogate <= *rune && *rune <= kLastSurrogate;
      return syntax::quote_rune(static_cast<char32_t>(is_surrogate ? kReplacement : *rune));
    }
  }
  if (is_default_type(program.types, type)) return types::constant_string(typed);
  return fmt::format("{}({})", types::message_type_string(program, type, package),
                     types::constant_string(typed));
}

}  // namespace escdiff::ir
