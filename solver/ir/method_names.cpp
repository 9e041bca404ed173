#include "solver/ir/method_names.h"

#include <optional>

#include "solver/syntax/views.h"

namespace escdiff::ir {

using syntax::NodeId;
using syntax::NodeKind;

namespace {

// Searches interface types as they are written, embedded ones included.
class InterfaceSource {
 public:
  InterfaceSource(types::Program& program, Symbol method) : program_(program), method_(method) {}

  std::optional<MethodNames> of_type(TypeId type) const {
    type = program_.types.unaliased(type);
    if (program_.types.kind(type) != types::TypeKind::kNamed) return std::nullopt;
    const types::Object& object = program_.objects[program_.types.named_info(type).object];
    if (!object.package.has_value() || !object.declaration.has_value()) return std::nullopt;
    const types::Package& package = program_.packages[object.package];
    return of_node(package, syntax::view<syntax::TypeSpec>(package.tree, object.declaration).type);
  }

  std::optional<MethodNames> of_node(const types::Package& package, NodeId node) const {
    const syntax::Tree& tree = package.tree;
    if (!tree.is(node, NodeKind::kInterfaceType)) return of_type(package.info.type_of(node));
    const std::span<const NodeId> elements =
        tree.children(syntax::view<syntax::InterfaceType>(tree, node).elements);
    for (const NodeId element : elements) {
      if (!tree.is(element, NodeKind::kMethod)) continue;
      const auto [name, type] = syntax::view<syntax::Method>(tree, element);
      if (tree.symbol(name) == method_) return of_signature(tree, type);
    }
    for (const NodeId element : elements) {
      if (tree.is(element, NodeKind::kMethod)) continue;
      if (std::optional<MethodNames> found = of_node(package, element)) return found;
    }
    return std::nullopt;
  }

 private:
  static MethodNames of_signature(const syntax::Tree& tree, NodeId type) {
    const auto [parameters, results] = syntax::view<syntax::FuncType>(tree, type);
    return {{}, of_fields(tree, parameters), of_fields(tree, results)};
  }

  static std::vector<ParameterName> of_fields(const syntax::Tree& tree, NodeId fields) {
    std::vector<ParameterName> list;
    for (const NodeId field : tree.children(fields)) {
      const auto [names, type, tag] = syntax::view<syntax::Field>(tree, field);
      for (const NodeId name : tree.children(names)) list.push_back({tree.symbol(name), tree.pos(name)});
      if (tree.children(names).empty()) list.push_back({Symbol(), tree.pos(type)});
    }
    return list;
  }

  types::Program& program_;
  Symbol method_;
};

std::vector<ParameterName> of_objects(types::Program& program, std::span<const ObjectId> objects) {
  std::vector<ParameterName> list;
  for (const ObjectId id : objects) list.push_back({program.objects[id].name, program.objects[id].pos});
  return list;
}

}  // namespace

MethodNames method_names(types::Program& program, const types::Member& member) {
  if (member.kind == types::MemberKind::kInterfaceMethod)
    return InterfaceSource(program, member.name).of_type(member.owner).value_or(MethodNames{});
  const types::Object& method = program.objects[member.object];
  MethodNames names;
  names.parameters = of_objects(program, method.parameters);
  names.results = of_objects(program, method.results);
  if (names.parameters.empty()) return names;
  names.receiver = names.parameters.front();
  names.parameters.erase(names.parameters.begin());
  return names;
}

MethodNames interface_method_names(types::Program& program, types::PackageId package, NodeId interface,
                                   Symbol name) {
  const InterfaceSource source(program, name);
  return source.of_node(program.packages[package], interface).value_or(MethodNames{});
}

}  // namespace escdiff::ir
