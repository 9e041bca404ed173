#include "solver/inline/exported_bodies.h"

#include <vector>

#include "solver/syntax/views.h"
#include "solver/syntax/walk.h"
#include "solver/types/text.h"
#include "solver/types/type_parts.h"

namespace escdiff::inlining {

using ir::ObjectId;
using ir::TypeId;
using syntax::NodeId;

namespace {

class Reach {
 public:
  Reach(types::Program& program, types::PackageId package, const std::set<ObjectId>& inlined,
        const std::function<bool(ObjectId)>& can_inline)
      : program_(program), package_(package), inlined_(inlined), can_inline_(can_inline) {}

  std::set<ObjectId> run() {
    for (const ObjectId object : program_.members(package_)) {
      if (types::is_exported(program_.symbols.text(program_.objects[object].name))) reach(object);
    }
    while (!waiting_.empty()) {
      const ObjectId next = waiting_.back();
      waiting_.pop_back();
      read(next);
    }
    std::set<ObjectId> exported;
    for (const ObjectId function : inlined_)
      if (objects_.contains(function) && has_exported_body(function)) exported.insert(function);
    return exported;
  }

 private:
  bool has_exported_body(ObjectId function) const {
    const types::Object& object = program_.objects[function];
    if (!object.type_parameters.empty()) return true;
    return (object.package == package_ || inlined_.contains(function)) && can_inline_(function);
  }

  void reach(ObjectId object) {
    if (object.has_value() && objects_.insert(object).second) waiting_.push_back(object);
  }

  // What the object's declaration refers to.
  void read(ObjectId id) {
    const types::Object object = program_.objects[id];  // restoring others may move the table
    if (object.type.has_value()) reach(object.type);
    if (object.receiver.has_value()) reach(object.receiver);
    switch (object.kind) {
      case types::ObjectKind::kTypeName:
        if (!object.is_alias && program_.types.kind(object.type) == types::TypeKind::kNamed)
          read_declared(object.type);
        break;
      case types::ObjectKind::kFunc:
        if (object.package.has_value() && has_exported_body(id)) read_body(id);
        break;
      default: break;
    }
  }

  void read_declared(TypeId type) {
    reach(program_.types.underlying(type));
    const types::NamedInfo info = program_.types.named_info(type);
    for (const ObjectId method : info.methods) reach(method);
    for (const TypeId parameter : info.type_parameters) reach(parameter);
  }

  void reach(TypeId id) {
    if (!id.has_value() || !types_.insert(id).second) return;
    const types::Type type = program_.types[id];
    if (type.alias.has_value()) reach(type.alias);
    if (type.kind == types::TypeKind::kNamed) {
      reach(program_.types.named_info(id).object);
      reach(type.element);
    }
    if (type.kind == types::TypeKind::kTypeParam) reach(program_.types.type_parameter_info(id).constraint);
    types::any_part(type, [&](TypeId part) {
      reach(part);
      return false;
    });
  }

  void read_body(ObjectId function) {
    program_.complete_body(function);
    const types::Object& object = program_.objects[function];
    if (!object.declaration.has_value()) return;
    const types::PackageId package = object.package;
    std::vector<ObjectId> named;  // restoring others may move the tables
    const types::Info& info = program_.packages[package].info;
    syntax::walk_preorder(program_.packages[package].tree, object.declaration, [&](NodeId node, NodeId) {
      if (info.uses[node.index].has_value()) named.push_back(info.uses[node.index]);
      if (const types::Selection* found = info.selections.find(node);
          found != nullptr && found->object.has_value())
        named.push_back(found->object);
    });
    for (const ObjectId one : named) reach(one);
  }

  types::Program& program_;
  types::PackageId package_;
  const std::set<ObjectId>& inlined_;
  const std::function<bool(ObjectId)>& can_inline_;
  std::set<ObjectId> objects_;
  std::set<TypeId> types_;
  std::vector<ObjectId> waiting_;  // of `objects_`: not read yet
};

}  // namespace

std::set<ObjectId> exported_bodies(types::Program& program, types::PackageId package,
                                   const std::set<ObjectId>& inlined,
                                   const std::function<bool(ObjectId)>& can_inline) {
  if (inlined.empty()) return {};
  return Reach(program, package, inlined, can_inline).run();
}

}  // namespace escdiff::inlining
