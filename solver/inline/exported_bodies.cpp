#include "solver/inline/exported_bodies.h"

#include <vector>

#include "solver/syntax/views.h"
#include "solver/syntax/walk.h"
#include "solver/types/text.h"

namespace escdiff::inlining {

using ir::ObjectId;
using syntax::NodeId;

namespace {

class Reach {
 public:
  Reach(types::Program& program, types::PackageId package, const std::set<ObjectId>& inlined,
        const std::function<bool(ObjectId)>& can_inline)
      : program_(program), package_(package), inlined_(inlined), can_inline_(can_inline) {}

  std::set<ObjectId> run() {
    const syntax::Tree& tree = program_.packages[package_].tree;
    for (const NodeId file : tree.files()) {
      for (const NodeId node : tree.children(syntax::view<syntax::File>(tree, file).declarations)) {
        if (!tree.is(node, syntax::NodeKind::kFuncDecl)) continue;
        const auto declaration = syntax::view<syntax::FuncDecl>(tree, node);
        const ObjectId object = program_.packages[package_].info.definitions[declaration.name.index];
        if (object.has_value() && is_root(object)) reach(object);
      }
    }
    for (const ObjectId function : inlined_)
      if (program_.objects[function].receiver.has_value()) reach(function);
    while (!waiting_.empty()) {
      const ObjectId next = waiting_.back();
      waiting_.pop_back();
      read_body(next);
    }
    std::set<ObjectId> exported;
    for (const ObjectId function : inlined_)
      if (reached_.contains(function)) exported.insert(function);
    return exported;
  }

 private:
  bool is_root(ObjectId function) const {
    const types::Object& object = program_.objects[function];
    return object.receiver.has_value() || types::is_exported(program_.symbols.text(object.name));
  }

  bool has_exported_body(ObjectId function) const {
    const types::Object& object = program_.objects[function];
    if (!object.type_parameters.empty()) return true;
    return (object.package == package_ || inlined_.contains(function)) && can_inline_(function);
  }

  void reach(ObjectId function) {
    const types::Object& object = program_.objects[function];
    if (object.kind != types::ObjectKind::kFunc || !object.package.has_value()) return;
    if (has_exported_body(function) && reached_.insert(function).second) waiting_.push_back(function);
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
      if (const auto found = info.selections.find(node);
          found != info.selections.end() && found->second.object.has_value())
        named.push_back(found->second.object);
    });
    for (const ObjectId one : named) reach(one);
  }

  types::Program& program_;
  types::PackageId package_;
  const std::set<ObjectId>& inlined_;
  const std::function<bool(ObjectId)>& can_inline_;
  std::set<ObjectId> reached_;
  std::vector<ObjectId> waiting_;
};

}  // namespace

std::set<ObjectId> exported_bodies(types::Program& program, types::PackageId package,
                                   const std::set<ObjectId>& inlined,
                                   const std::function<bool(ObjectId)>& can_inline) {
  if (inlined.empty()) return {};
  return Reach(program, package, inlined, can_inline).run();
}

}  // namespace escdiff::inlining
