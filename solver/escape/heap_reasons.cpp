#include "solver/escape/heap_reasons.h"

#include "solver/types/constant.h"

namespace escdiff::escape {

using ir::InstId;
using ir::Op;

namespace {

// The value of a constant that fits 32 bits; other sizes are for the run time to judge.
std::optional<uint64_t> small_constant(const Unit& unit, InstId id) {
  if (unit[id].op != Op::kConstant) return std::nullopt;
  const auto* value = std::get_if<mpz_class>(&unit.program.constants[unit.module.constant(id)]);
  if (value == nullptr || !value->fits_sint_p() || *value < 0) return std::nullopt;
  return value->get_ui();
}

// Of the elements of what `id` makes, or of what it points to.
uint64_t element_size(Unit& unit, InstId id) {
  types::TypeStore& types = unit.program.types;
  return unit.types.size(types[types.underlying(unit[id].type)].element);
}

bool make_slice_starts_on_heap(Unit& unit, InstId id) {
  if (makes_empty_elements(unit, id)) return true;
  const uint64_t element = element_size(unit, id);
  std::span<const InstId> sizes = unit.module.children(id);
  InstId capacity = sizes.size() > 1 && sizes[1].has_value() ? sizes[1] : sizes[0];
  std::optional<uint64_t> count = small_constant(unit, capacity);
  uint64_t limit = unit.profile.implicit_allocation_limit;
  if (unit.is_wrong(Rule::kSizeLimit)) limit *= 2;
  return count.has_value() && *count > limit / element;
}

}  // namespace

bool is_too_large(const Unit& unit, uint64_t size) {
  uint64_t limit = unit.profile.implicit_allocation_limit;
  return size > (unit.is_wrong(Rule::kSizeLimit) ? 2 * limit : limit);
}

bool variable_starts_on_heap(Unit& unit, ir::LocalId id) {
  const ir::Local& local = unit.module.locals[id];
  if (local.kind == ir::LocalKind::kParameter || local.kind == ir::LocalKind::kResult) return false;
  return unit.types.size(local.type) > unit.profile.explicit_variable_limit;
}

bool makes_empty_elements(Unit& unit, InstId id) {
  return unit[id].op == Op::kMakeSlice && element_size(unit, id) == 0;
}

bool allocation_starts_on_heap(Unit& unit, InstId id) {
  switch (unit[id].op) {
    case Op::kNew:
    case Op::kPointerLit: return is_too_large(unit, element_size(unit, id));
    case Op::kMethodValue:
      return is_too_large(unit, kPointerSize + unit.types.size(unit[unit.module.child(id, 0)].type));
    case Op::kMakeSlice: return make_slice_starts_on_heap(unit, id);
    default: return false;
  }
}

}  // namespace escdiff::escape
