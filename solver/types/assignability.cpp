// Assignability and conversions (language specification, "Assignability" and "Conversions").
#include "solver/syntax/unicode.h"
#include "solver/types/checker.h"

namespace escdiff::types {

namespace {

void prepend(std::string* why, std::string text) {
  if (why == nullptr) return;
  if (!why->empty()) text += "\n\t" + *why;
  *why = std::move(text);
}

}  // namespace

bool Checker::assignable(const Operand& x, TypeId target, std::string* why) {
  if (!x.valid() || !is_valid(target) || !is_valid(x.type)) return true;
  const TypeId from = x.type;
  if (types_.identical(from, target)) return true;
  const bool from_parameter = is_type_parameter(program_, from),
             to_parameter = is_type_parameter(program_, target);
  if (is_untyped(program_, from)) {
    if (!to_parameter) return implicit_type(x, target).type.has_value();
    return for_each_term(program_, target, [&](TypeId term) {
      return term.has_value() && implicit_type(x, term).type.has_value();
    });
  }
  const TypeId from_under = types_.underlying(from), to_under = types_.underlying(target);
  const bool named = has_name(program_, from) && has_name(program_, target);
  if (!named && !from_parameter && !to_parameter && types_.identical(from_under, to_under)) return true;
  const Type& to = types_[to_under];
  const bool pointer_to_interface =
      to.kind == TypeKind::kPointer && types_.underlying_kind(to.element) == TypeKind::kInterface;
  const ImplementsOptions options{.package = package_};
  if ((to.kind == TypeKind::kInterface && !to_parameter) || pointer_to_interface) {
    if (implements(program_, from, target, options, why)) return true;
    if (!from_parameter) return false;
    if (why != nullptr) why->clear();
  }
  const Type& source = types_[from_under];
  if (source.kind == TypeKind::kInterface && !from_parameter &&
      implements(program_, target, from, options, nullptr)) {
    if (why != nullptr) *why = "need type assertion";
    return false;
  }
  if (source.kind == TypeKind::kChan && source.direction == ChanDirection::kBoth &&
      to.kind == TypeKind::kChan && types_.identical(source.element, to.element)) {
    return !named;
  }
  if (!from_parameter && !to_parameter) return false;
  if (!has_name(program_, from) && to_parameter) {
    return for_each_term(program_, target, [&](TypeId term) {
      if (!term.has_value()) return false;
      if (assignable(x, term, why)) return true;
      prepend(why, fmt::format("cannot assign {} to {} (in {})", str(from), str(term), str(target)));
      return false;
    });
  }
  if (from_parameter && !has_name(program_, target)) {
    return for_each_term(program_, from, [&](TypeId term) {
      if (!term.has_value()) return false;
      Operand part = x;
      part.type = term;
      if (assignable(part, target, why)) return true;
      prepend(why, fmt::format("cannot assign {} (in {}) to {}", str(term), str(from), str(target)));
      return false;
    });
  }
  return false;
}

bool Checker::convertible_basics(TypeId from, TypeId to) {
  constexpr uint16_t kReal = kIsInteger | kIsFloat;
  if (is_basic(program_, from, kReal) && is_basic(program_, to, kReal)) return true;
  if (is_basic(program_, from, kIsComplex) && is_basic(program_, to, kIsComplex)) return true;
  if ((is_basic(program_, from, kIsInteger) || is_bytes_or_runes(program_, from)) &&
      is_basic(program_, to, kIsString))
    return true;
  if (is_basic(program_, from, kIsString) && is_bytes_or_runes(program_, to)) return true;
  auto is_kind = [&](TypeId type, BasicKind kind) {
    const Type& t = types_[type];
    return t.kind == TypeKind::kBasic && t.basic == kind;
  };
  auto pointer_like = [&](TypeId type) {
    return types_.kind(type) == TypeKind::kPointer || is_kind(type, BasicKind::kUintptr);
  };
  if (pointer_like(from) && is_kind(to, BasicKind::kUnsafePointer)) return true;
  return is_kind(from, BasicKind::kUnsafePointer) && pointer_like(to);
}

// []T to [N]T and *[N]T: true when it is such a conversion; `allowed` says whether the language version has
// it.
bool Checker::slice_to_array(TypeId from, TypeId to, bool& allowed, std::string* why) {
  const Type& slice = types_[from];
  if (slice.kind != TypeKind::kSlice) return false;
  const bool pointer = types_.kind(to) == TypeKind::kPointer;
  const Type& array = types_[pointer ? types_.underlying(types_[to].element) : to];
  if (array.kind != TypeKind::kArray || !types_.identical(slice.element, array.element)) return false;
  allowed = allows(pointer ? 17 : 20);
  if (!allowed && why != nullptr) {
    *why = pointer ? "conversion of slice to array pointer requires go1.17 or later"
                   : "conversion of slice to array requires go1.20 or later";
  }
  return true;
}

bool Checker::convertible(const Operand& x, TypeId target, std::string* why) {
  if (assignable(x, target, why)) return true;
  const TypeId from = x.type;
  const bool from_parameter = is_type_parameter(program_, from),
             to_parameter = is_type_parameter(program_, target);
  if (!from_parameter && !to_parameter) {
    const TypeId from_under = types_.underlying(from), to_under = types_.underlying(target);
    if (types_.identical_ignoring_tags(from_under, to_under)) return true;
    if (types_.kind(from) == TypeKind::kPointer && types_.kind(target) == TypeKind::kPointer) {
      const TypeId a = types_[from].element, b = types_[target].element;
      if (!is_type_parameter(program_, a) && !is_type_parameter(program_, b) &&
          types_.identical_ignoring_tags(types_.underlying(a), types_.underlying(b))) {
        return true;
      }
    }
    if (convertible_basics(from_under, to_under)) return true;
    bool allowed = false;
    return slice_to_array(from_under, to_under, allowed, why) && allowed;
  }
  return for_each_term(program_, from, [&](TypeId source) {
    if (!source.has_value()) return false;
    Operand part = x;
    part.type = source;
    return for_each_term(program_, target, [&](TypeId term) {
      if (!term.has_value()) return false;
      if (convertible(part, term, why)) return true;
      if (from_parameter && to_parameter) {
        prepend(why, fmt::format("cannot convert {} (in {}) to type {} (in {})", str(source), str(from),
                                 str(term), str(target)));
      } else if (from_parameter) {
        prepend(why,
                fmt::format("cannot convert {} (in {}) to type {}", str(source), str(from), str(target)));
      } else {
        prepend(why, fmt::format("cannot convert {} to type {} (in {})", str(from), str(term), str(target)));
      }
      return false;
    });
  });
}

// A constant as a constant of another type: by value, or an integer as the text of a rune.
bool Checker::constant_convertible(const Operand& x, TypeId target, ConstantValue& value) {
  const Type& under = types_[types_.underlying(target)];
  if (under.kind != TypeKind::kBasic) return false;
  ConstantValue rounded = value;
  if (round_to(under.basic, rounded) == Representability::kExact) {
    value = std::move(rounded);
    return true;
  }
  if (!is_basic(program_, x.type, kIsInteger) || (basic_flags(under.basic) & kIsString) == 0) return false;
  const std::optional<int64_t> rune = as_int64(value);
  constexpr int64_t kLargestRune = 0x10FFFF;
  std::string text;
  syntax::append_utf8(text,
                      rune && *rune >= 0 && *rune <= kLargestRune && !(*rune >= 0xD800 && *rune < 0xE000)
                          ? static_cast<char32_t>(*rune)
                          : syntax::kInvalidRune);
  value = std::move(text);
  return true;
}

void Checker::conversion(Operand& x, TypeId target) {
  const bool is_constant = x.mode == Mode::kConstant;
  const bool to_parameter = is_type_parameter(program_, target);
  const bool to_constant_type = !to_parameter && is_basic(program_, target, kIsConstType);
  bool ok = false;
  std::string why;
  if (is_constant && to_constant_type) {
    ConstantValue value = value_of(x);
    ok = constant_convertible(x, target, value);
    if (!ok && is_basic(program_, x.type, kIsInteger) && is_basic(program_, target, kIsInteger)) {
      error_at(begin(x), "constant {} overflows {}", constant_string(value_of(x)), str(target));
      x.mode = Mode::kInvalid;
      return;
    }
    if (ok && value != value_of(x)) x.value = constant(std::move(value));
  } else if (is_constant && to_parameter) {
    ok = constant_to_parameter(x, target, why);
    x.mode = Mode::kValue;
  } else if (convertible(x, target, &why)) {
    ok = true;
    x.mode = Mode::kValue;
  }
  if (!ok) {
    error_at(begin(x), "cannot convert {} to type {}{}{}", str(x), str(target), why.empty() ? "" : ": ", why);
    x.mode = Mode::kInvalid;
    return;
  }
  if (is_untyped(program_, x.type)) {
    TypeId final_type = target;
    if (types_[x.type].basic == BasicKind::kUntypedNil) {
      final_type = target;
    } else if (is_interface(program_, target) || (is_constant && !to_constant_type)) {
      final_type = default_type(program_, x.type);
    } else if (x.mode == Mode::kConstant && is_basic(program_, x.type, kIsInteger) &&
               all_basic(program_, target, kIsString)) {
      final_type = x.type;
    }
    finalize_untyped(x.node, final_type, true);
  }
  x.type = target;
}

bool Checker::constant_to_parameter(const Operand& x, TypeId target, std::string& why) {
  return for_each_underlying(program_, target, [&](TypeId under) {
    if (!under.has_value()) {
      why = str(target) + " does not contain specific types";
      return false;
    }
    if (is_basic(program_, x.type, kIsString) && is_bytes_or_runes(program_, under)) return true;
    ConstantValue value = value_of(x);
    if (constant_convertible(x, under, value)) return true;
    if (is_basic(program_, x.type, kIsInteger) && is_basic(program_, under, kIsInteger)) {
      why = fmt::format("constant {} overflows {} (in {})", constant_string(value_of(x)), str(under),
                        str(target));
    } else {
      why = fmt::format("cannot convert {} to type {} (in {})", str(x), str(under), str(target));
    }
    return false;
  });
}

}  // namespace escdiff::types
