#include "solver/types/type_store_impl.h"

#include <algorithm>

#include "base/check.h"
#include "solver/types/type_parts.h"

namespace escdiff::types {

namespace {

void mix(size_t& hash, size_t value) { hash = (hash ^ value) * 0x9E3779B97F4A7C15ull + (hash >> 29); }

template <class Tag>
void mix(size_t& hash, Id<Tag> id) {
  mix(hash, size_t{id.index});
}

}  // namespace

size_t structural_hash(const Type& t) {
  size_t h = static_cast<size_t>(t.kind) * 31 + static_cast<size_t>(t.basic);
  mix(h, static_cast<size_t>(t.direction) * 4 + (t.variadic ? 2 : 0) + (t.implicit ? 1 : 0));
  mix(h, t.element);
  mix(h, t.key);
  mix(h, t.parameters);
  mix(h, t.results);
  mix(h, static_cast<size_t>(t.length));
  if (t.kind != TypeKind::kNamed || !t.element.has_value()) mix(h, size_t{t.index});
  mix(h, t.alias);
  for (const StructField& f : t.fields) {
    mix(h, f.name);
    mix(h, f.type);
    mix(h, f.tag);
  }
  for (Symbol s : t.names) mix(h, s);
  for (TypeId m : t.members) mix(h, m);
  for (TypeId m : t.alias_arguments) mix(h, m);
  for (const InterfaceMethod& m : t.methods) {
    mix(h, m.name);
    mix(h, m.signature);
  }
  for (const UnionTerm& u : t.terms) mix(h, size_t{u.type.index} * 2 + (u.tilde ? 1 : 0));
  return h;
}

bool same_spelling(const Type& a, const Type& b) {
  const bool instance = a.kind == TypeKind::kNamed && a.element.has_value();
  return a.kind == b.kind && a.basic == b.basic && a.direction == b.direction && a.variadic == b.variadic &&
         a.implicit == b.implicit && a.element == b.element && a.key == b.key &&
         a.parameters == b.parameters && a.results == b.results && a.length == b.length &&
         (instance || a.index == b.index) && a.alias == b.alias && a.fields == b.fields &&
         a.names == b.names && a.members == b.members && a.alias_arguments == b.alias_arguments &&
         a.methods == b.methods && a.terms == b.terms;
}

TypeId TypeStore::Impl::append(Type type) {
  const TypeId id(static_cast<uint32_t>(types.size()));
  const bool any_parameter = type.kind == TypeKind::kTypeParam ||
                             any_part(type, [&](TypeId part) { return parameterized[part.index] != 0; });
  shaped.push_back(any_part(type, [&](TypeId part) { return shaped[part.index] != 0; }) ? 1 : 0);
  types.add(std::move(type));
  canonical.push_back(TypeId());
  parameterized.push_back(any_parameter ? 1 : 0);
  return id;
}

TypeId TypeStore::Impl::intern(Type type) {
  const size_t hash = structural_hash(type);
  auto [begin, end] = by_hash.equal_range(hash);
  for (auto it = begin; it != end; ++it) {
    if (same_spelling(types[TypeId(it->second)], type)) return TypeId(it->second);
  }
  const TypeId id = append(std::move(type));
  by_hash.emplace(hash, id.index);
  return id;
}

TypeStore::TypeStore() : impl_(std::make_unique<Impl>()), types_(&impl_->types) {
  impl_->intern(Type{});  // invalid
  for (int kind = 0; kind <= static_cast<int>(BasicKind::kUntypedNil); ++kind) {
    impl_->intern(Type{.kind = TypeKind::kBasic, .basic = static_cast<BasicKind>(kind)});
  }
  // The predeclared aliases spell their types with a key, which basic types and interfaces do not have
  // otherwise.
  impl_->byte = impl_->intern(Type{.kind = TypeKind::kBasic, .basic = BasicKind::kUint8, .key = TypeId(0)});
  impl_->rune = impl_->intern(Type{.kind = TypeKind::kBasic, .basic = BasicKind::kInt32, .key = TypeId(0)});
  impl_->any = impl_->intern(Type{.kind = TypeKind::kInterface, .key = TypeId(0)});
  impl_->canonical[impl_->byte.index] = basic(BasicKind::kUint8);
  impl_->canonical[impl_->rune.index] = basic(BasicKind::kInt32);
  impl_->canonical[impl_->any.index] = empty_interface();
  impl_->comparable = impl_->intern(Type{.kind = TypeKind::kInterface, .key = TypeId(1)});
  impl_->canonical[impl_->comparable.index] = impl_->comparable;
  impl_->byte_slice = slice(impl_->byte);
}

TypeStore::~TypeStore() = default;
TypeStore::TypeStore(TypeStore&&) noexcept = default;

size_t TypeStore::size() const { return impl_->types.size(); }
bool TypeStore::has_type_parameters(TypeId id) const { return impl_->parameterized[id.index] != 0; }
bool TypeStore::has_shape(TypeId id) const { return impl_->shaped[id.index] != 0; }

TypeId TypeStore::invalid() const { return TypeId(0); }
TypeId TypeStore::basic(BasicKind kind) const { return TypeId(1 + static_cast<uint32_t>(kind)); }
TypeId TypeStore::byte_type() const { return impl_->byte; }
TypeId TypeStore::rune_type() const { return impl_->rune; }
TypeId TypeStore::any_type() const { return impl_->any; }
TypeId TypeStore::byte_slice() { return impl_->byte_slice; }
TypeId TypeStore::empty_interface() { return interface({}, {}); }

TypeId TypeStore::comparable_interface() const { return impl_->comparable; }

TypeId TypeStore::pointer(TypeId element) {
  return impl_->intern(Type{.kind = TypeKind::kPointer, .element = element});
}
TypeId TypeStore::slice(TypeId element) {
  return impl_->intern(Type{.kind = TypeKind::kSlice, .element = element});
}
TypeId TypeStore::array(TypeId element, int64_t length) {
  return impl_->intern(Type{.kind = TypeKind::kArray, .element = element, .length = length});
}
TypeId TypeStore::map(TypeId key, TypeId element) {
  return impl_->intern(Type{.kind = TypeKind::kMap, .element = element, .key = key});
}
TypeId TypeStore::channel(TypeId element, ChanDirection direction) {
  return impl_->intern(Type{.kind = TypeKind::kChan, .direction = direction, .element = element});
}
TypeId TypeStore::structure(std::vector<StructField> fields) {
  return impl_->intern(Type{.kind = TypeKind::kStruct, .fields = std::move(fields)});
}
TypeId TypeStore::tuple(std::vector<TypeId> members, std::vector<Symbol> names) {
  if (std::none_of(names.begin(), names.end(), [](Symbol s) { return s.has_value(); })) names.clear();
  return impl_->intern(
      Type{.kind = TypeKind::kTuple, .names = std::move(names), .members = std::move(members)});
}
TypeId TypeStore::signature(TypeId parameters, TypeId results, bool variadic,
                            std::vector<TypeId> type_parameters) {
  return impl_->intern(Type{.kind = TypeKind::kSignature,
                            .variadic = variadic,
                            .parameters = parameters,
                            .results = results,
                            .members = std::move(type_parameters)});
}

TypeId TypeStore::interface(std::vector<InterfaceMethod> methods, std::vector<TypeId> embedded,
                            bool implicit) {
  std::sort(methods.begin(), methods.end(), [](const InterfaceMethod& a, const InterfaceMethod& b) {
    return std::pair(a.name, a.package) < std::pair(b.name, b.package);
  });
  return impl_->intern(Type{.kind = TypeKind::kInterface,
                            .implicit = implicit,
                            .members = std::move(embedded),
                            .methods = std::move(methods)});
}

TypeId TypeStore::union_of(std::vector<UnionTerm> terms) {
  return impl_->intern(Type{.kind = TypeKind::kUnion, .terms = std::move(terms)});
}

TypeId TypeStore::spelled(TypeId target, ObjectId object, std::vector<TypeId> arguments) {
  Type copy = (*this)[target];
  copy.alias = object;
  copy.alias_arguments = std::move(arguments);
  return impl_->intern(std::move(copy));
}

TypeId TypeStore::unaliased(TypeId type) {
  if (!(*this)[type].alias.has_value()) return type;
  Type copy = (*this)[type];
  copy.alias = ObjectId();
  copy.alias_arguments.clear();
  return impl_->intern(std::move(copy));
}

TypeId TypeStore::named(ObjectId object) {
  impl_->named.push_back(NamedInfo{.object = object});
  return impl_->intern(
      Type{.kind = TypeKind::kNamed, .index = static_cast<uint32_t>(impl_->named.size() - 1)});
}

NamedInfo& TypeStore::named_info(TypeId named) { return impl_->named[(*this)[named].index]; }
const NamedInfo& TypeStore::named_info(TypeId named) const { return impl_->named[(*this)[named].index]; }

void TypeStore::set_implicit_parameters(TypeId named, std::vector<TypeId> parameters) {
  impl_->parameterized[named.index] = 1;
  named_info(named).implicit_parameters = std::move(parameters);
}

TypeId TypeStore::instance(TypeId origin, std::vector<TypeId> arguments) {
  origin = unaliased(origin);
  if (std::any_of(arguments.begin(), arguments.end(), [this](TypeId a) { return has_shape(a); })) {
    const std::vector<TypeId> parameters = impl_->parameters_of(named_info(origin));
    for (size_t i = 0; i < arguments.size(); ++i) {
      arguments[i] = shape(arguments[i], type_parameter_info(parameters[i]).constraint);
    }
  }
  Type wanted{.kind = TypeKind::kNamed, .element = origin};
  for (TypeId argument : arguments) wanted.members.push_back(canonical(argument));
  const bool is_canonical = wanted.members == arguments;
  const size_t known = impl_->named.size();
  wanted.index = static_cast<uint32_t>(known);
  const size_t before = impl_->types.size();
  TypeId id = impl_->intern(wanted);
  if (impl_->types.size() != before) {
    const ObjectId object = named_info(origin).object;
    impl_->named.push_back(NamedInfo{.object = object, .origin = origin, .arguments = wanted.members});
  }
  if (is_canonical) return id;
  Type spelling{.kind = TypeKind::kNamed,
                .element = origin,
                .index = (*this)[id].index,
                .members = std::move(arguments)};
  return impl_->intern(std::move(spelling));
}

TypeId TypeStore::type_parameter(ObjectId object, uint32_t index) {
  impl_->parameters.push_back(TypeParamInfo{.object = object, .index = index});
  return impl_->intern(
      Type{.kind = TypeKind::kTypeParam, .index = static_cast<uint32_t>(impl_->parameters.size() - 1)});
}

TypeParamInfo& TypeStore::type_parameter_info(TypeId parameter) {
  return impl_->parameters[(*this)[parameter].index];
}
const TypeParamInfo& TypeStore::type_parameter_info(TypeId parameter) const {
  return impl_->parameters[(*this)[parameter].index];
}

// The type behind a name. A definition may name another type that is still in the making: the chain is
// followed, and nothing is kept until its end is known. `type T T` and longer circles have no end.
TypeId TypeStore::underlying(TypeId id) {
  const TypeKind kind_of_id = kind(id);
  if (kind_of_id == TypeKind::kTypeParam) {
    const TypeId constraint = type_parameter_info(id).constraint;
    if (!constraint.has_value()) return invalid();
    const TypeId under = underlying(constraint);
    // [P T] stands for [P interface{T}]; what T is may not have been known where P is declared.
    const bool wrapped = kind(under) != TypeKind::kInterface && kind(under) != TypeKind::kInvalid;
    return wrapped ? interface({}, {constraint}, true) : under;
  }
  if (kind_of_id != TypeKind::kNamed) return id;
  NamedInfo& info = named_info(id);
  if (info.underlying.has_value()) return info.underlying;
  if (info.origin.has_value()) {
    constexpr int kMaxDepth = 200;
    if (impl_->underlying_depth > kMaxDepth) return invalid();
    ++impl_->underlying_depth;
    const TypeId generic = underlying(info.origin);
    --impl_->underlying_depth;
    const std::vector<TypeId> parameters = impl_->parameters_of(named_info(info.origin));
    if (generic == invalid()) return generic;
    if (parameters.size() != info.arguments.size()) return invalid();
    const bool shaped = has_shape(id);
    if (shaped) impl_->expanding.push_back(canonical(id));
    info.underlying = substitute(generic, parameters, info.arguments);
    if (shaped) impl_->expanding.pop_back();
    return info.underlying;
  }
  TypeId at = id;
  for (size_t steps = 0; steps <= impl_->named.size(); ++steps) {
    const NamedInfo& link = named_info(at);
    if (link.underlying.has_value() || link.origin.has_value()) {
      const TypeId found = underlying(at);
      if (found != invalid()) info.underlying = found;
      return found;
    }
    if (!link.definition.has_value()) return invalid();
    at = link.definition;
    if (kind(at) != TypeKind::kNamed) {
      const TypeId found = underlying(at);
      if (found != invalid()) info.underlying = found;
      return found;
    }
  }
  return invalid();
}

std::vector<TypeId> TypeStore::Impl::parameters_of(const NamedInfo& info) const {
  return info.type_parameters.empty() ? info.implicit_parameters : info.type_parameters;
}

TypeId TypeStore::shape(TypeId argument, TypeId constraint) {
  argument = canonical(argument);
  const auto& expanding = impl_->expanding;
  // Inside its own definition a type stands for itself, as its underlying type is not known yet.
  if (std::find(expanding.begin(), expanding.end(), argument) != expanding.end()) return argument;
  TypeId under = underlying(argument);
  const Type& type = (*this)[under];
  const bool is_instance = kind(argument) == TypeKind::kNamed && (*this)[argument].element.has_value();
  if (type.kind == TypeKind::kInterface && is_instance && has_shape(argument)) return argument;
  if (type.kind == TypeKind::kPointer && !type_set(underlying(constraint)).is_constraint()) {
    if (!is_shape(type.element) && has_shape(type.element)) return argument;
    under = pointer(basic(BasicKind::kUint8));
  }
  under = canonical(under);
  const auto [entry, is_new] = impl_->shapes.try_emplace(under);
  if (is_new) {
    const TypeId made = named(ObjectId());
    named_info(made).underlying = under;
    named_info(made).definition = argument;  // what it was made for first names parameters of methods
    named_info(made).is_shape = true;
    impl_->shaped[made.index] = 1;
    impl_->shapes[under] = made;
  }
  return impl_->shapes[under];
}

}  // namespace escdiff::types
