// What a type is made of.
#pragma once

#include <algorithm>

#include "solver/types/type.h"

namespace escdiff::types {

// Whether a part of `type` passes, asked in the order in which they are written, up to the first one; the
// generic type behind an instance is none.
template <class Test>
bool any_part(const Type& type, Test&& test) {
  const auto has = [&](TypeId part) { return part.has_value() && test(part); };
  return has(type.key) || has(type.parameters) || has(type.results) ||
         (type.kind != TypeKind::kNamed && has(type.element)) ||
         std::ranges::any_of(type.fields, [&](const StructField& field) { return has(field.type); }) ||
         std::ranges::any_of(type.members, has) || std::ranges::any_of(type.alias_arguments, has) ||
         std::ranges::any_of(type.methods,
                             [&](const InterfaceMethod& method) { return has(method.signature); }) ||
         std::ranges::any_of(type.terms, [&](const UnionTerm& term) { return has(term.type); });
}

}  // namespace escdiff::types
