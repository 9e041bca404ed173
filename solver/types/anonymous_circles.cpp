// Interface literals whose methods lead back to the literal itself, which gc cannot compile.
#include <algorithm>
#include <unordered_set>

#include "solver/types/checker.h"

namespace escdiff::types {

using namespace syntax;

namespace {

// Follows types through everything that has no name.
class LiteralWalk {
 public:
  explicit LiteralWalk(Program& program) : types_(program.types) {}

  // Whether `type` leads into a circle that no earlier call has found.
  bool circular(TypeId type) {
    const bool found = leads_back(type);
    done_.insert(open_.begin(), open_.end());
    open_.clear();
    return found;
  }

 private:
  bool leads_back(TypeId id) {
    const Type& type = types_[id];
    switch (type.kind) {
      case TypeKind::kInterface: return interface_leads_back(id);
      case TypeKind::kMap: return leads_back(type.key) || leads_back(type.element);
      case TypeKind::kArray:
      case TypeKind::kChan:
      case TypeKind::kPointer:
      case TypeKind::kSlice: return leads_back(type.element);
      case TypeKind::kSignature: return leads_back(type.parameters) || leads_back(type.results);
      case TypeKind::kTuple:
        return std::ranges::any_of(type.members, [&](TypeId member) { return leads_back(member); });
      case TypeKind::kStruct:
        return std::ranges::any_of(type.fields,
                                   [&](const StructField& field) { return leads_back(field.type); });
      default: return false;
    }
  }

  bool interface_leads_back(TypeId id) {
    if (std::ranges::find(open_, id) != open_.end()) return true;
    if (done_.contains(id)) return false;
    open_.push_back(id);
    for (const InterfaceMethod& method : types_.type_set(id).methods) {
      if (leads_back(method.signature)) return true;
    }
    open_.pop_back();
    done_.insert(id);
    return false;
  }

  TypeStore& types_;
  std::vector<TypeId> open_;
  std::unordered_set<TypeId> done_;
};

}  // namespace

void Checker::report_anonymous_circles() {
  std::ranges::sort(interface_literals_, {}, [&](NodeId node) { return begin(node); });
  const auto repeats = std::ranges::unique(interface_literals_);
  interface_literals_.erase(repeats.begin(), repeats.end());
  LiteralWalk walk(program_);
  for (const NodeId literal : interface_literals_) {
    const TypeId type = info_.type_of(literal);
    if (!type.has_value() || !walk.circular(type)) continue;
    error(begin(literal),
          "invalid recursive type: anonymous interface refers to itself (see https://go.dev/issue/56103)");
  }
}

}  // namespace escdiff::types
