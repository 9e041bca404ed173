// Type sets of interfaces: methods and admitted types through embedding.
#include <algorithm>

#include "solver/types/type_store_impl.h"

namespace escdiff::types {

bool term_includes(TypeStore& store, const UnionTerm& a, const UnionTerm& b) {
  if (a.tilde) return store.identical(store.underlying(a.type), store.underlying(b.type));
  return !b.tilde && store.identical(a.type, b.type);
}

std::vector<UnionTerm> normalized_union(TypeStore& store, std::vector<UnionTerm> terms) {
  std::vector<UnionTerm> kept;
  for (const UnionTerm& term : terms) {
    if (std::any_of(kept.begin(), kept.end(),
                    [&](const UnionTerm& k) { return term_includes(store, k, term); }))
      continue;
    std::erase_if(kept, [&](const UnionTerm& k) { return term_includes(store, term, k); });
    kept.push_back(term);
  }
  return kept;
}

namespace {

std::vector<UnionTerm> intersection(TypeStore& store, const std::vector<UnionTerm>& a,
                                    const std::vector<UnionTerm>& b) {
  std::vector<UnionTerm> common;
  for (const UnionTerm& x : a) {
    for (const UnionTerm& y : b) {
      if (term_includes(store, x, y)) {
        common.push_back(y);
      } else if (term_includes(store, y, x)) {
        common.push_back(x);
      }
    }
  }
  return normalized_union(store, std::move(common));
}

void restrict_to(TypeStore& store, TypeSet& set, std::vector<UnionTerm> terms) {
  set.terms =
      set.all_types ? normalized_union(store, std::move(terms)) : intersection(store, set.terms, terms);
  set.all_types = false;
}

// The terms of a union whose parts may be interfaces themselves; false when it admits all types. Terms
// without a valid type are left out, and `finished` becomes false.
bool union_terms(TypeStore& store, const Type& type, std::vector<UnionTerm>& terms, bool& finished) {
  for (const UnionTerm& term : type.terms) {
    const TypeId under = store.underlying(term.type);
    if (under == store.invalid()) {
      finished = false;
      continue;
    }
    if (term.tilde && !store.identical(under, term.type)) continue;  // nothing has such an underlying type
    if (store.kind(under) != TypeKind::kInterface || store.kind(term.type) == TypeKind::kTypeParam) {
      terms.push_back(term);
      continue;
    }
    const TypeSet& inner = store.type_set(under);
    if (inner.all_types) return false;
    terms.insert(terms.end(), inner.terms.begin(), inner.terms.end());
  }
  return true;
}

// By name and package; of methods with the same ones the first stays.
void sort_methods(std::vector<InterfaceMethod>& methods) {
  const auto key = [](const InterfaceMethod& m) { return std::pair(m.name, m.package); };
  std::ranges::stable_sort(methods, {}, key);
  const auto repeated = std::ranges::unique(methods, {}, key);
  methods.erase(repeated.begin(), repeated.end());
}

}  // namespace

const TypeSet& TypeStore::type_set(TypeId interface) {
  interface = underlying(interface);
  auto known = impl_->type_sets.find(interface);
  if (known != impl_->type_sets.end()) return *known->second;
  std::vector<TypeId>& making = impl_->sets_in_making;
  constexpr size_t kMostNested = 100;  // instances of interfaces that embed ever larger ones have no end
  const bool circular = std::find(making.begin(), making.end(), interface) != making.end();
  if (circular || making.size() > kMostNested) return impl_->unfinished_sets.emplace_back();
  making.push_back(interface);
  TypeSet set;
  bool finished = true;
  const Type& type = (*this)[interface];
  set.methods = type.methods;
  set.comparable = interface == impl_->comparable;
  for (TypeId part : type.members) {
    const TypeId under = underlying(part);
    if (under == invalid()) {
      finished = false;
    } else if (kind(under) == TypeKind::kInterface && kind(part) != TypeKind::kTypeParam) {
      const TypeSet& inner = type_set(under);
      set.methods.insert(set.methods.end(), inner.methods.begin(), inner.methods.end());
      set.comparable |= inner.comparable;
      if (!inner.all_types) restrict_to(*this, set, inner.terms);
    } else if (kind(under) == TypeKind::kUnion) {
      std::vector<UnionTerm> terms;
      if (union_terms(*this, (*this)[under], terms, finished)) restrict_to(*this, set, std::move(terms));
    } else {
      restrict_to(*this, set, {UnionTerm{part, false}});
    }
  }
  sort_methods(set.methods);
  making.pop_back();
  if (!finished) return impl_->unfinished_sets.emplace_back(std::move(set));
  return *impl_->type_sets.emplace(interface, std::make_unique<TypeSet>(std::move(set))).first->second;
}

}  // namespace escdiff::types
