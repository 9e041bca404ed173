#include "solver/escape/type_facts.h"

#include "solver/types/sizes.h"

namespace escdiff::escape {

const TypeFacts::Facts& TypeFacts::of(TypeId type) {
  if (type.index >= facts_.size()) facts_.resize(program_.types.size());
  Facts& facts = facts_[type.index];
  if (!facts.is_known) {
    facts.is_known = true;
    facts.size = static_cast<uint64_t>(types::size_of(program_, type));
    facts.has_pointers = types::has_pointers(program_, type);
    facts.is_interface = program_.types.underlying_kind(type) == types::TypeKind::kInterface;
  }
  return facts;
}

}  // namespace escdiff::escape
