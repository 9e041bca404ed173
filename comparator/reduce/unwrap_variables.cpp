#include <optional>
#include <string>

#include "comparator/reduce/pass.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

// Variables and parameters that are written with their type, and that all uses index or follow.
class VariableUnwrapper {
 public:
  explicit VariableUnwrapper(const Snapshot& program) : program_(program) {}

  Proposals run() {
    for (NodeId node : program_.nodes()) {
      if (program_.is(node, NodeKind::kVarSpec)) {
        auto [names, type, values] = program_.view<VarSpec>(node);
        if (type.has_value() && program_.children(values).empty()) visit(names, type);
      } else if (program_.is(node, NodeKind::kField) && is_free_parameter(node)) {
        visit(program_.view<Field>(node).names, program_.view<Field>(node).type);
      }
    }
    return std::move(result_);
  }

 private:
  // A parameter of a function that nobody calls.
  bool is_free_parameter(NodeId field) const {
    NodeId signature = program_.enclosing(field, {NodeKind::kFuncType, NodeKind::kStructType});
    NodeId function = signature.has_value() ? program_.parent(signature) : NodeId();
    if (!program_.is(function, NodeKind::kFuncDecl) || !program_.is(signature, NodeKind::kFuncType))
      return false;
    if (program_.parent(field) != program_.view<FuncType>(signature).parameters) return false;
    ObjectId object = program_.info().definitions[program_.view<FuncDecl>(function).name.index];
    return object.has_value() && program_.occurrences(object).size() == 1;
  }

  void visit(NodeId names, NodeId type) {
    if (program_.children(names).size() != 1) return;
    NodeId name = program_.children(names)[0];
    ObjectId object = program_.info().definitions[name.index];
    std::optional<std::string> element = element_text(type);
    if (!object.has_value() || !element) return;
    Edit edit;
    edit.replace(program_.begin(type), program_.end(type), *element);
    for (NodeId use : program_.occurrences(object)) {
      if (use == name) continue;
      NodeId whole = element_use(use);
      if (!whole.has_value()) return;
      edit.replace(program_.begin(whole), program_.end(whole), std::string(program_.spelling(use)));
    }
    result_.push_back(edit);
  }

  std::optional<std::string> element_text(NodeId type) const {
    auto text = [&](NodeId element) { return std::string(program_.text(element)); };
    switch (program_.kind(type)) {
      case NodeKind::kStar: return text(program_.view<Star>(type).x);
      case NodeKind::kSliceType: return text(program_.view<SliceType>(type).element);
      case NodeKind::kArrayType: return text(program_.view<ArrayType>(type).element);
      case NodeKind::kMapType: return text(program_.view<MapType>(type).value);
      case NodeKind::kEllipsis: return text(program_.view<Ellipsis>(type).type);
      default: return std::nullopt;
    }
  }
  // x[i] or *x around the use, with the parentheses around that.
  NodeId element_use(NodeId use) const {
    NodeId whole = program_.parent(use);
    bool indexed = program_.is(whole, NodeKind::kIndex) && program_.view<Index>(whole).x == use;
    if (!indexed && !program_.is(whole, NodeKind::kStar)) return {};
    while (program_.is(program_.parent(whole), NodeKind::kParen)) whole = program_.parent(whole);
    return whole;
  }

  const Snapshot& program_;
  Proposals result_;
};

}  // namespace

Proposals unwrap_variables(const Snapshot& program) { return VariableUnwrapper(program).run(); }

}  // namespace escdiff::reduce
