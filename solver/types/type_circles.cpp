// Identity of types that contain interface literals which contain themselves.
#include <algorithm>
#include <utility>
#include <vector>

#include "solver/types/type_store_impl.h"

namespace escdiff::types {

namespace {

// Compares two types part by part; what is being compared already counts as identical on the way.
class CircleComparison {
 public:
  explicit CircleComparison(TypeStore& types) : types_(types) {}

  bool same(TypeId a, TypeId b) {
    if (a == b) return true;
    if (!a.has_value() || !b.has_value()) return false;
    a = types_.unaliased(a);
    b = types_.unaliased(b);
    if (types_.canonical(a) == types_.canonical(b)) return true;
    const Type &x = types_[a], &y = types_[b];
    if (x.kind != y.kind) return false;
    switch (x.kind) {
      case TypeKind::kPointer:
      case TypeKind::kSlice: return same(x.element, y.element);
      case TypeKind::kArray: return x.length == y.length && same(x.element, y.element);
      case TypeKind::kMap: return same(x.key, y.key) && same(x.element, y.element);
      case TypeKind::kChan: return x.direction == y.direction && same(x.element, y.element);
      case TypeKind::kNamed:
        return x.element.has_value() && x.element == y.element && all_same(x.members, y.members);
      case TypeKind::kTuple: return all_same(x.members, y.members);
      case TypeKind::kSignature:
        return x.members.empty() && y.members.empty() && x.variadic == y.variadic &&
               same(x.parameters, y.parameters) && same(x.results, y.results);
      case TypeKind::kStruct: return same_fields(x.fields, y.fields);
      case TypeKind::kInterface: return same_interfaces(a, b);
      default: return false;
    }
  }

 private:
  bool all_same(const std::vector<TypeId>& a, const std::vector<TypeId>& b) {
    return std::ranges::equal(a, b, [&](TypeId x, TypeId y) { return same(x, y); });
  }

  bool same_fields(const std::vector<StructField>& a, const std::vector<StructField>& b) {
    return std::ranges::equal(a, b, [&](const StructField& x, const StructField& y) {
      return x.name == y.name && x.package == y.package && x.tag == y.tag && x.embedded == y.embedded &&
             same(x.type, y.type);
    });
  }

  bool same_interfaces(TypeId a, TypeId b) {
    const std::pair pair(a, b);
    if (std::ranges::find(open_, pair) != open_.end()) return true;
    const TypeSet &x = types_.type_set(a), &y = types_.type_set(b);
    if (x.is_constraint() || y.is_constraint()) return false;
    open_.push_back(pair);
    const bool found =
        std::ranges::equal(x.methods, y.methods, [&](const InterfaceMethod& m, const InterfaceMethod& n) {
          return m.name == n.name && m.package == n.package && same(m.signature, n.signature);
        });
    open_.pop_back();
    return found;
  }

  TypeStore& types_;
  std::vector<std::pair<TypeId, TypeId>> open_;
};

}  // namespace

bool TypeStore::has_circles() const { return impl_->has_circles; }

bool TypeStore::identical_circles(TypeId a, TypeId b) { return CircleComparison(*this).same(a, b); }

}  // namespace escdiff::types
