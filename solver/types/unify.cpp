#include "solver/types/unify.h"

#include <algorithm>

#include "solver/types/lookup.h"
#include "solver/types/predicates.h"

namespace escdiff::types {

Unifier::Unifier(Program& program, std::vector<TypeId> parameters, std::vector<TypeId> arguments,
                 bool interface_inference)
    : program_(program),
      types_(program.types),
      parameters_(std::move(parameters)),
      values_(std::move(arguments)),
      interface_inference_(interface_inference) {
  values_.resize(parameters_.size());
  for (size_t i = 0; i < parameters_.size(); ++i) handle_.push_back(i);
}

size_t Unifier::index_of(TypeId type) const {
  if (types_.kind(type) != TypeKind::kTypeParam) return npos;
  const uint32_t number = types_[type].index;
  for (size_t i = 0; i < parameters_.size(); ++i) {
    if (types_[parameters_[i]].index == number) return i;
  }
  return npos;
}

size_t Unifier::unknown_count() const {
  size_t count = 0;
  for (size_t i = 0; i < parameters_.size(); ++i) count += at(i).has_value() ? 0 : 1;
  return count;
}

std::vector<TypeId> Unifier::inferred() const {
  std::vector<TypeId> list;
  for (size_t i = 0; i < parameters_.size(); ++i) list.push_back(at(i));
  return list;
}

bool Unifier::is_plain_interface(TypeId type) { return is_interface(program_, type); }

bool Unifier::is_literal(TypeId type) const {
  const TypeKind kind = types_.kind(type);
  return kind != TypeKind::kNamed && kind != TypeKind::kTypeParam;
}

bool Unifier::match_lists(const std::vector<TypeId>& a, const std::vector<TypeId>& b, unsigned mode) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [&](TypeId x, TypeId y) { return match(x, y, mode); });
}

// A type parameter against a type that is none of those to be inferred.
bool Unifier::match_bound(size_t parameter, TypeId y, unsigned mode) {
  const TypeId x = at(parameter);
  if (!x.has_value()) {
    set(parameter, y);
    return true;
  }
  if (!match(x, y, mode)) return false;
  const bool x_interface = is_plain_interface(x), y_interface = is_plain_interface(y);
  if (x_interface && y_interface) {
    if (is_defined(x) && is_defined(y)) return types_.identical(x, y);
    if (types_.type_set(x).methods.size() != types_.type_set(y).methods.size()) return false;
  } else if (x_interface || y_interface) {
    return false;
  }
  // Of several types that match inexactly, a defined type wins, then a channel with a direction.
  if ((mode & kExact) == 0 && !is_defined(x)) {
    const Type& under = types_[types_.underlying(y)];
    const bool directed = under.kind == TypeKind::kChan && under.direction != ChanDirection::kBoth;
    if (is_defined(y) || directed) set(parameter, y);
  }
  return true;
}

bool Unifier::match(TypeId x, TypeId y, unsigned mode) {
  constexpr int kMostNested = 50;
  if (x == y || types_.identical(x, y)) return true;
  if (depth_ > kMostNested) return false;
  ++depth_;
  struct Leave {
    int& depth;
    ~Leave() { --depth; }
  } leave{depth_};
  // A defined type, if any, stands in y; a type parameter to be inferred, if any, in x.
  if (is_defined(x) || index_of(y) != npos) std::swap(x, y);
  if ((mode & kExact) == 0 && is_defined(y) && is_literal(x) &&
      !(interface_inference_ && is_plain_interface(x))) {
    y = types_.underlying(y);
    if (types_.identical(x, y)) return true;
  }
  const size_t px = index_of(x), py = index_of(y);
  if (px != npos && py != npos) {
    if (handle_[px] == handle_[py]) return true;
    if (at(px).has_value() && at(py).has_value()) return match(at(px), at(py), mode);
    const size_t keep = at(px).has_value() ? handle_[px] : handle_[py],
                 drop = at(px).has_value() ? handle_[py] : handle_[px];
    std::replace(handle_.begin(), handle_.end(), drop, keep);
    return true;
  }
  if (px != npos) return match_bound(px, y, mode);
  bool decided = false;
  if (interface_inference_ && (mode & kExact) == 0) {
    const bool matched = match_interfaces(x, y, mode, decided);
    if (decided) return matched;
  }
  // Type parameters of the context match by what all their types have in common.
  if ((mode & kExact) == 0 && (is_type_parameter(program_, x) || is_type_parameter(program_, y))) {
    if (is_type_parameter(program_, y)) std::swap(x, y);
    const TypeId core = common_core(x);
    return core.has_value() && core != x && match(core, y, mode);
  }
  return match_structure(x, y, mode);
}

// The one underlying type that all types of an (unbound) type parameter share.
TypeId Unifier::common_core(TypeId parameter) {
  TypeId core;
  const bool one = for_each_underlying(program_, parameter, [&](TypeId under) {
    if (!under.has_value() || (core.has_value() && !types_.identical(core, under))) return false;
    core = under;
    return true;
  });
  return one ? core : TypeId();
}

// All methods of `interface` must exist in `type`, with signatures that unify.
bool Unifier::match_methods(TypeId interface, TypeId type, unsigned mode) {
  const std::vector<InterfaceMethod> methods = types_.type_set(interface).methods;
  for (const InterfaceMethod& method : methods) {
    const Member found = find_member(program_, type, false, method.package, method.name);
    if (found.kind != MemberKind::kMethod && found.kind != MemberKind::kInterfaceMethod) return false;
    if (!match(method.signature, found.type, mode)) return false;
  }
  return true;
}

bool Unifier::match_interfaces(TypeId x, TypeId y, unsigned, bool& decided) {
  const bool x_interface = is_plain_interface(x), y_interface = is_plain_interface(y);
  decided = x_interface || y_interface;
  if (!decided) return false;
  if (x_interface && y_interface) {
    const TypeSet a = types_.type_set(x), b = types_.type_set(y);
    if (a.comparable != b.comparable || a.all_types != b.all_types || a.terms.size() != b.terms.size())
      return false;
    const bool x_smaller = a.methods.size() <= b.methods.size();
    return x_smaller ? match_methods(x, y, kExact) : match_methods(y, x, kExact);
  }
  return x_interface ? match_methods(x, y, kExact) : match_methods(y, x, kExact);
}

bool Unifier::match_structure(TypeId x, TypeId y, unsigned outer) {
  // What is inside an assigned type must match exactly.
  const unsigned mode = (outer & kAssign) != 0 ? outer | kExact : outer;
  const Type& a = types_[x];
  const Type& b = types_[y];
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case TypeKind::kPointer:
    case TypeKind::kSlice: return match(a.element, b.element, mode);
    case TypeKind::kArray: return a.length == b.length && match(a.element, b.element, mode);
    case TypeKind::kMap: return match(a.key, b.key, mode) && match(a.element, b.element, mode);
    case TypeKind::kChan:
      return ((outer & kExact) == 0 || a.direction == b.direction) && match(a.element, b.element, mode);
    case TypeKind::kTuple: return match_lists(a.members, b.members, mode);
    case TypeKind::kSignature:
      return a.members.size() == b.members.size() && a.variadic == b.variadic &&
             match(a.parameters, b.parameters, mode) && match(a.results, b.results, mode);
    case TypeKind::kStruct:
      return a.fields.size() == b.fields.size() &&
             std::equal(a.fields.begin(), a.fields.end(), b.fields.begin(),
                        [&](const StructField& f, const StructField& g) {
                          return f.name == g.name && f.embedded == g.embedded && f.tag == g.tag &&
                                 f.package == g.package && match(f.type, g.type, mode);
                        });
    case TypeKind::kNamed: {
      const NamedInfo& p = types_.named_info(x);
      const NamedInfo& q = types_.named_info(y);
      if (!p.origin.has_value() || !q.origin.has_value() || !types_.identical(p.origin, q.origin))
        return false;
      return match_lists(a.members, b.members, kExact);
    }
    case TypeKind::kInterface: {
      const TypeSet s = types_.type_set(x), t = types_.type_set(y);
      if (s.comparable != t.comparable || s.methods.size() != t.methods.size() || s.all_types != t.all_types)
        return false;
      return match_methods(x, y, kExact);
    }
    default: return false;
  }
}

}  // namespace escdiff::types
