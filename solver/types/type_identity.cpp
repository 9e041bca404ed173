// One id for all spellings of a type, and substitution of type parameters.
#include <algorithm>

#include "solver/types/type_store_impl.h"

namespace escdiff::types {

namespace {

// Rebuilds the parts of a type; `map` is applied to each type it is made of.
template <class Map>
Type mapped_parts(const Type& type, Map&& map) {
  Type copy = type;
  if (copy.kind != TypeKind::kNamed && copy.element.has_value()) copy.element = map(copy.element);
  if (copy.key.has_value() && copy.kind == TypeKind::kMap) copy.key = map(copy.key);
  if (copy.parameters.has_value()) copy.parameters = map(copy.parameters);
  if (copy.results.has_value()) copy.results = map(copy.results);
  for (StructField& f : copy.fields) f.type = map(f.type);
  for (TypeId& m : copy.members) m = map(m);
  for (TypeId& m : copy.alias_arguments) m = map(m);
  for (InterfaceMethod& m : copy.methods) m.signature = map(m.signature);
  for (UnionTerm& u : copy.terms) u.type = map(u.type);
  return copy;
}

bool has_unfinished_part(TypeStore& store, const Type& interface) {
  return std::any_of(interface.members.begin(), interface.members.end(),
                     [&](TypeId m) { return store.underlying(m) == store.invalid(); });
}

}  // namespace

TypeId TypeStore::canonical(TypeId id) {
  if (impl_->canonical[id.index].has_value()) return impl_->canonical[id.index];
  const Type& type = (*this)[id];
  TypeId result;
  switch (type.kind) {
    case TypeKind::kInvalid:
    case TypeKind::kBasic:
    case TypeKind::kTypeParam:
      result = unaliased(id);
      if (result != id) result = canonical(result);
      break;
    case TypeKind::kNamed:
      result = unaliased(id);
      if (type.element.has_value()) {
        std::vector<TypeId> arguments = type.members;
        for (TypeId& a : arguments) a = canonical(a);
        result = impl_->intern(Type{
            .kind = TypeKind::kNamed, .element = type.element, .index = type.index, .members = arguments});
      }
      break;
    case TypeKind::kInterface: {
      if (type.alias.has_value()) {
        result = canonical(unaliased(id));
        break;
      }
      if (has_unfinished_part(*this, type)) return id;
      // An interface whose methods mention the literal itself (through a name that embeds it) stands for
      // itself.
      std::vector<TypeId>& making = impl_->canonical_in_making;
      if (std::find(making.begin(), making.end(), id) != making.end()) {
        impl_->has_circles = true;
        return id;
      }
      making.push_back(id);
      const TypeSet set = type_set(id);
      std::vector<InterfaceMethod> methods = set.methods;
      for (InterfaceMethod& m : methods) m.signature = canonical(m.signature);
      std::vector<TypeId> embedded;
      if (set.comparable) embedded.push_back(impl_->comparable);
      if (!set.all_types) {
        std::vector<UnionTerm> terms = set.terms;
        for (UnionTerm& u : terms) u.type = canonical(u.type);
        std::sort(terms.begin(), terms.end(),
                  [](const UnionTerm& a, const UnionTerm& b) { return a.type < b.type; });
        embedded.push_back(union_of(std::move(terms)));
      }
      making.pop_back();
      result = interface(std::move(methods), std::move(embedded));
      break;
    }
    default: {
      Type copy = mapped_parts(type, [&](TypeId part) { return canonical(part); });
      copy.alias = ObjectId();
      copy.alias_arguments.clear();
      copy.names.clear();
      result = impl_->intern(std::move(copy));
    }
  }
  impl_->canonical[id.index] = result;
  impl_->canonical[result.index] = result;
  return result;
}

TypeId TypeStore::substitute(TypeId type, std::span<const TypeId> parameters,
                             std::span<const TypeId> arguments) {
  if (!type.has_value() || !has_type_parameters(type)) return type;
  const Type& old = (*this)[type];
  if (old.kind == TypeKind::kTypeParam) {
    for (size_t i = 0; i < parameters.size(); ++i) {
      if (canonical(parameters[i]) == canonical(type)) return arguments[i].has_value() ? arguments[i] : type;
    }
    return type;
  }
  auto map = [&](TypeId part) { return substitute(part, parameters, arguments); };
  if (old.kind == TypeKind::kNamed) {
    const NamedInfo& info = named_info(type);
    const bool is_generic = !info.type_parameters.empty();
    const std::vector<TypeId> before =
        old.members.empty() && !is_generic ? info.implicit_parameters : old.members;
    std::vector<TypeId> members = before;
    for (TypeId& m : members) m = map(m);
    if (members == before) return type;
    return instance(old.element.has_value() ? old.element : type, std::move(members));
  }
  Type copy = mapped_parts(old, map);
  if (copy.alias.has_value() && copy.alias_arguments.empty()) copy.alias = ObjectId();
  if (same_spelling(copy, old)) return type;
  return impl_->intern(std::move(copy));
}

bool TypeStore::identical_ignoring_tags(TypeId a, TypeId b) {
  if (identical(a, b)) return true;
  auto strip = [&](auto&& self, TypeId id) -> TypeId {
    const Type& type = (*this)[id];
    if (type.kind == TypeKind::kNamed || type.kind == TypeKind::kInterface) return id;
    Type copy = mapped_parts(type, [&](TypeId part) { return self(self, part); });
    for (StructField& f : copy.fields) f.tag = Symbol();
    return impl_->intern(std::move(copy));
  };
  return strip(strip, canonical(a)) == strip(strip, canonical(b));
}

}  // namespace escdiff::types
