#include "solver/ir/method_names.h"

#include <optional>

#include "solver/syntax/views.h"

namespace escdiff::ir {

using syntax::NodeId;
using syntax::NodeKind;
using types::PackageId;

namespace {

// Searches interface types as they are written, embedded ones included.
class InterfaceSource {
 public:
  InterfaceSource(types::Program& program, Symbol method) : program_(program), method_(method) {}

  std::optional<MethodNames> of_type(TypeId type) const {
    type = program_.types.unaliased(type);
    if (program_.types.kind(type) != types::TypeKind::kNamed) return std::nullopt;
    const types::NamedInfo& named = program_.types.named_info(type);
    if (named.is_shape) return of_type(named.definition);
    const types::Object& object = program_.objects[named.object];
    if (!object.package.has_value() || !object.declaration.has_value()) return std::nullopt;
    return of_node(object.package,
                   syntax::view<syntax::TypeSpec>(tree(object.package), object.declaration).type);
  }

  std::optional<MethodNames> of_node(PackageId package, NodeId node) const {
    if (!tree(package).is(node, NodeKind::kInterfaceType))
      return of_type(program_.packages[package].info.type_of(node));
    const std::span<const NodeId> elements =
        tree(package).children(syntax::view<syntax::InterfaceType>(tree(package), node).elements);
    for (const NodeId element : elements) {
      if (!tree(package).is(element, NodeKind::kMethod)) continue;
      const auto [name, type] = syntax::view<syntax::Method>(tree(package), element);
      if (tree(package).symbol(name) == method_) return of_signature(package, type);
    }
    for (const NodeId element : elements) {
      if (tree(package).is(element, NodeKind::kMethod)) continue;
      if (std::optional<MethodNames> found = of_node(package, element)) return found;
    }
    return std::nullopt;
  }

 private:
  const syntax::Tree& tree(PackageId package) const { return program_.packages[package].tree; }

  MethodNames of_signature(PackageId package, NodeId type) const {
    const auto [parameters, results] = syntax::view<syntax::FuncType>(tree(package), type);
    return {{}, of_fields(package, parameters), of_fields(package, results)};
  }

  std::vector<ParameterName> of_fields(PackageId package, NodeId fields) const {
    std::vector<ParameterName> list;
    for (const NodeId field : tree(package).children(fields)) {
      const auto [names, type, tag] = syntax::view<syntax::Field>(tree(package), field);
      for (const NodeId name : tree(package).children(names))
        list.push_back({tree(package).symbol(name), tree(package).pos(name), package});
      if (tree(package).children(names).empty())
        list.push_back({Symbol(), tree(package).begin(type), package});
    }
    return list;
  }

  types::Program& program_;
  Symbol method_;
};

std::vector<ParameterName> of_objects(types::Program& program, std::span<const ObjectId> objects) {
  std::vector<ParameterName> list;
  for (const ObjectId id : objects) {
    const types::Object& object = program.objects[id];
    list.push_back({object.name, object.pos, object.package});
  }
  return list;
}

}  // namespace

MethodNames method_names(types::Program& program, const types::Member& member) {
  if (member.kind == types::MemberKind::kInterfaceMethod)
    return InterfaceSource(program, member.name).of_type(member.owner).value_or(MethodNames{});
  const ObjectId origin = program.objects[member.object].origin;
  const ObjectId declared = origin.has_value() ? origin : member.object;
  program.complete_body(declared);
  const types::Object& method = program.objects[declared];
  MethodNames names;
  names.parameters = of_objects(program, method.parameters);
  names.results = of_objects(program, method.results);
  if (names.parameters.empty()) return names;
  names.receiver = names.parameters.front();
  names.parameters.erase(names.parameters.begin());
  return names;
}

MethodNames interface_method_names(types::Program& program, PackageId package, NodeId interface,
                                   Symbol name) {
  return InterfaceSource(program, name).of_node(package, interface).value_or(MethodNames{});
}

}  // namespace escdiff::ir
