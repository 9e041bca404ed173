// The inside of TypeStore, shared by the files that implement it.
#pragma once

#include <deque>
#include <memory>
#include <unordered_map>
#include <vector>

#include "solver/types/type.h"

namespace escdiff::types {

struct TypeStore::Impl {
  ValueStore<TypeId, Type> types;
  std::vector<TypeId> canonical;                      // by type; none: not known yet
  std::vector<uint8_t> parameterized;                 // by type: contains a type parameter
  std::vector<uint8_t> shaped;                        // by type: contains a shape
  std::unordered_multimap<size_t, uint32_t> by_hash;  // looked up only, never walked
  std::deque<NamedInfo> named;
  std::deque<TypeParamInfo> parameters;
  std::unordered_map<TypeId, std::unique_ptr<TypeSet>> type_sets;  // looked up only
  std::deque<TypeSet> unfinished_sets;  // of interfaces whose parts are still in the making
  TypeId any, byte, rune, byte_slice;
  TypeId comparable;                        // the interface behind the predeclared name
  std::vector<TypeId> sets_in_making;       // interfaces whose type set is being computed, to notice circles
  std::vector<TypeId> canonical_in_making;  // interfaces whose canonical form is being computed
  bool has_circles = false;                 // an interface literal was found inside itself
  std::unordered_map<TypeId, TypeId> shapes;  // by canonical underlying type; looked up only
  std::vector<TypeId> expanding;              // shaped instances whose underlying type is being computed
  int underlying_depth = 0;                   // nested expansions; circles of generic types have no end

  TypeId intern(Type type);
  TypeId append(Type type);
  // The type parameters that an instance of a type has arguments for.
  std::vector<TypeId> parameters_of(const NamedInfo& info) const;
};

// A hash of all that makes up a spelling.
size_t structural_hash(const Type& type);
bool same_spelling(const Type& a, const Type& b);

// Every type of term `b` is a type of term `a`.
bool term_includes(TypeStore& store, const UnionTerm& a, const UnionTerm& b);
// The disjoint union of `terms`: terms that others include are dropped.
std::vector<UnionTerm> normalized_union(TypeStore& store, std::vector<UnionTerm> terms);

}  // namespace escdiff::types
