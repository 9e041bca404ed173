// Types become their parts, their definitions, or int.
#include <map>

#include "comparator/reduce/erase.h"
#include "comparator/reduce/pass.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

class TypeShrinker {
 public:
  explicit TypeShrinker(const Snapshot& program) : program_(program) {}

  Proposals run() {
    for (NodeId node : program_.nodes()) {
      if (program_.is(node, NodeKind::kTypeSpec)) visit_spec(node);
    }
    for (NodeId node : program_.nodes()) {
      if (is_written_type(node)) written_[std::string(program_.text(node))].push_back(node);
    }
    for (const auto& [text, nodes] : written_) visit_written(text, nodes);
    return std::move(result_);
  }

 private:
  bool is_written_type(NodeId node) const {
    switch (program_.kind(node)) {
      case NodeKind::kStar:
      case NodeKind::kSliceType:
      case NodeKind::kArrayType:
      case NodeKind::kMapType:
      case NodeKind::kChanType:
      case NodeKind::kFuncType:
      case NodeKind::kInterfaceType:
      case NodeKind::kStructType:
      case NodeKind::kName: return program_.is_type(node) && !is_declared_name(node) && !is_signature(node);
      default: return false;
    }
  }
  bool is_declared_name(NodeId node) const {
    return program_.is(node, NodeKind::kName) && program_.info().definitions[node.index].has_value();
  }
  bool is_signature(NodeId node) const {
    NodeId parent = program_.parent(node);
    return program_.is(node, NodeKind::kFuncType) &&
           (program_.is(parent, NodeKind::kFuncDecl) || program_.is(parent, NodeKind::kFuncLit) ||
            program_.is(parent, NodeKind::kMethod));
  }

  // A defined type goes; its definition, or int, takes its place everywhere.
  void visit_spec(NodeId spec) {
    TypeSpec type = program_.view<TypeSpec>(spec);
    ObjectId object = program_.info().definitions[type.name.index];
    if (!object.has_value() || !program_.children(type.type_parameters).empty()) return;
    std::string definition(program_.text(type.type));
    for (const std::string& text : {definition, std::string("int")}) {
      Proposal proposal;
      for (bool parentheses : {false, true}) {
        Edit edit;
        erase_spec(program_, spec, edit);
        for (NodeId use : program_.occurrences(object)) {
          if (use == type.name) continue;
          edit.replace(program_.begin(use), program_.end(use), parentheses ? "(" + text + ")" : text);
        }
        proposal.alternatives.push_back(edit);
      }
      result_.push_back(proposal);
    }
  }

  // A type, wherever it is written so, becomes a part of itself, or int.
  void visit_written(const std::string& text, const std::vector<NodeId>& nodes) {
    auto propose = [&](const std::string& by) {
      if (by == text) return;
      Edit edit;
      for (NodeId node : nodes) edit.replace(program_.begin(node), program_.end(node), by);
      result_.push_back(edit);
    };
    for (NodeId child : program_.children(nodes[0])) {
      if (child.has_value() && !program_.is(child, NodeKind::kList) && program_.is_type(child)) {
        propose(std::string(program_.text(child)));
      }
    }
    propose("int");
    if (!program_.is(nodes[0], NodeKind::kName)) {
      propose("any");
      propose("*int");
    }
  }

  const Snapshot& program_;
  std::map<std::string, std::vector<NodeId>> written_;
  Proposals result_;
};

}  // namespace

Proposals shrink_types(const Snapshot& program) { return TypeShrinker(program).run(); }

}  // namespace escdiff::reduce
