// Circles of declarations: which are valid recursion, and which have no end.
#include <algorithm>

#include "solver/types/checker.h"
#include "solver/types/type_string.h"

namespace escdiff::types {

using namespace syntax;

// The circle that closes at `object`, which is on the path of declarations under way. Circles of values alone
// are left to the initialization order; circles of types need a defined type that breaks them.
bool Checker::valid_cycle(ObjectId object) {
  const auto start = std::find(path_.begin(), path_.end(), object);
  if (start == path_.end()) return true;
  const std::vector<ObjectId> cycle(start, path_.end());
  size_t values = 0, definitions = 0;
  for (ObjectId id : cycle) {
    const Object& member = program_.objects[id];
    if (member.kind == ObjectKind::kConst || member.kind == ObjectKind::kVar) {
      ++values;
    } else if (member.kind == ObjectKind::kTypeName) {
      if (context_.in_type_parameters && member.type.has_value() && is_generic(program_, member.type))
        return true;
      if (!member.is_alias) ++definitions;
    }
  }
  if (values == cycle.size() || (values == 0 && definitions > 0)) return true;
  report_cycle(cycle);
  return false;
}

void Checker::report_cycle(const std::vector<ObjectId>& cycle) {
  const auto first = std::min_element(cycle.begin(), cycle.end(), [&](ObjectId a, ObjectId b) {
    return program_.objects[a].pos < program_.objects[b].pos;
  });
  const size_t start = static_cast<size_t>(first - cycle.begin());
  const Object& object = program_.objects[*first];
  const bool is_type = object.kind == ObjectKind::kTypeName;
  auto named = [&](ObjectId id) { return object_string(program_, id, package_); };
  if (is_type && object.is_alias) program_.objects[*first].type = types_.invalid();
  if (cycle.size() == 1) {
    error_at(object.pos, "invalid {}: {} refers to itself",
             is_type ? "recursive type" : "cycle in declaration", named(*first));
    return;
  }
  std::string text = is_type ? "invalid recursive type " : "invalid cycle in declaration of ";
  text += named(*first);
  for (size_t i = 0; i < cycle.size(); ++i) {
    const ObjectId from = cycle[(start + i) % cycle.size()], to = cycle[(start + i + 1) % cycle.size()];
    text += fmt::format("\n\t{}: {} refers to {}", position_string(program_.objects[from].pos), named(from),
                        named(to));
  }
  error(object.pos, std::move(text));
}

// type A B; type B A: names that lead to one another without any type literal.
void Checker::check_direct_cycles() {
  std::unordered_set<uint32_t> seen;
  for (const Declaration& declaration : declarations_) {
    std::vector<ObjectId> chain;
    ObjectId at = declaration.object;
    while (at.has_value() && program_.objects[at].kind == ObjectKind::kTypeName && is_own(at)) {
      const auto again = std::find(chain.begin(), chain.end(), at);
      if (again != chain.end()) {
        program_.objects[at].type = types_.invalid();
        state(at).done = true;
        report_cycle(std::vector<ObjectId>(again, chain.end()));
        break;
      }
      if (!seen.insert(at.index).second) break;
      chain.push_back(at);
      NodeId target = view<TypeSpec>(tree_, program_.objects[at].declaration).type;
      if (tree_.is(target, NodeKind::kIndex)) target = view<Index>(tree_, target).x;
      if (!tree_.is(target, NodeKind::kName)) break;
      at = package_names_[tree_.symbol(target).index];
    }
  }
}

void Checker::check_finite(TypeId type, ObjectId object) {
  if (types_.kind(type) != TypeKind::kNamed) return;
  FiniteWalk walk(program_, finite_);
  if (const std::optional<uint32_t> depth = walk.depth(type)) {
    constexpr uint32_t kMostDepth = 1500;  // for those who walk values; gc has no limit but memory
    if (*depth <= kMostDepth) return;
    error_at(program_.objects[object].pos, "values of type {} are nested too deeply", str(type));
    types_.named_info(type).underlying = types_.named_info(type).definition = types_.invalid();
    finite_[types_[type].index] = 0;
    return;
  }
  std::vector<ObjectId> cycle;
  for (TypeId member : walk.cycle()) {
    const ObjectId id = types_.named_info(member).object;
    if (types_.named_info(member).origin.has_value() && walk.cycle().size() > 1)
      continue;  // a generic type passed through
    if (std::find(cycle.begin(), cycle.end(), id) == cycle.end()) cycle.push_back(id);
    types_.named_info(member).underlying = types_.invalid();
    types_.named_info(member).definition = types_.invalid();
    finite_[types_[member].index] = 0;
  }
  if (cycle.empty()) cycle.push_back(object);
  report_cycle(cycle);
}

// A value of a type whose declaration is still under way, and that would contain itself: reported, and true.
bool Checker::report_pending(TypeId type) {
  switch (types_.kind(type)) {
    case TypeKind::kArray: return report_pending(types_[type].element);
    case TypeKind::kStruct: {
      const Type& structure = types_[type];
      return std::any_of(structure.fields.begin(), structure.fields.end(),
                         [&](const StructField& f) { return report_pending(f.type); });
    }
    case TypeKind::kNamed: break;
    default: return false;
  }
  const NamedInfo& info = types_.named_info(type);
  if (!is_own(info.object)) return false;
  const auto start = std::find(path_.begin(), path_.end(), info.object);
  if (start != path_.end()) {
    report_cycle(std::vector<ObjectId>(start, path_.end()));
    return true;
  }
  if (!info.definition.has_value() || finite_.contains(types_[type].index)) return false;
  path_.push_back(info.object);
  const bool pending = report_pending(info.definition);
  path_.pop_back();
  return pending;
}

void Checker::report_endless_instantiation() {
  const std::vector<InstantiationGraph::Step> circle = instantiations_.endless_circle();
  if (circle.empty()) return;
  std::string text = "instantiation cycle:";
  for (const InstantiationGraph::Step& step : circle) {
    text +=
        fmt::format("\n\t{}: {} {} {}", position_string(step.pos), str(program_.objects[step.object].name),
                    step.implicit ? "implicitly parameterized by" : "instantiated as", str(step.argument));
  }
  error(program_.objects[circle.front().object].pos, std::move(text));
}

}  // namespace escdiff::types
