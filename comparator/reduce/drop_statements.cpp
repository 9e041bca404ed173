#include <algorithm>

#include "comparator/reduce/erase.h"
#include "comparator/reduce/pass.h"

namespace escdiff::reduce {

using namespace syntax;

Proposals drop_statements(const Snapshot& program) {
  std::vector<NodeId> statements;
  for (NodeId node : program.nodes()) {
    NodeId parent = program.parent(node);
    if (parent.has_value() && program.is_statement_list(parent)) statements.push_back(node);
  }
  // From the end of the file to its start, so that uses go before definitions; a whole before its parts.
  std::stable_sort(statements.begin(), statements.end(), [&](NodeId a, NodeId b) {
    if (program.end(a) != program.end(b)) return program.end(a) > program.end(b);
    return program.begin(a) < program.begin(b);
  });
  Proposals result;
  for (NodeId statement : statements) {
    Edit edit;
    erase_node(program, statement, edit);
    result.push_back(edit);
  }
  return result;
}

namespace {

class PartDropper {
 public:
  explicit PartDropper(const Snapshot& program) : program_(program) {}

  Proposals run() {
    for (NodeId node : program_.nodes()) visit(node);
    std::reverse(result_.begin(), result_.end());
    return std::move(result_);
  }

 private:
  void erase(uint32_t begin, uint32_t end) {
    Edit edit;
    edit.erase(begin, end);
    result_.push_back(edit);
  }
  void erase_each(NodeId list) {
    for (NodeId item : program_.children(list)) erase(program_.begin(item), program_.end(item));
  }
  void erase_each_item(NodeId list) {
    for (uint32_t i = 0; i < program_.children(list).size(); ++i) {
      Edit edit;
      erase_item(program_, list, i, edit);
      result_.push_back(edit);
    }
  }

  void visit(NodeId node) {
    switch (program_.kind(node)) {
      case NodeKind::kIf: {
        If branch = program_.view<If>(node);
        if (branch.otherwise.has_value()) erase(program_.end(branch.then), program_.end(branch.otherwise));
        if (branch.init.has_value()) erase(program_.begin(branch.init), program_.begin(branch.condition));
        break;
      }
      case NodeKind::kFor: visit_for(program_.view<For>(node)); break;
      case NodeKind::kRange: visit_range(program_.view<Range>(node)); break;
      case NodeKind::kSwitch: erase_each(program_.view<Switch>(node).clauses); break;
      case NodeKind::kTypeSwitch: erase_each(program_.view<TypeSwitch>(node).clauses); break;
      case NodeKind::kSelect: erase_each(program_.view<Select>(node).clauses); break;
      case NodeKind::kCaseClause: {
        NodeId expressions = program_.view<CaseClause>(node).expressions;
        if (program_.children(expressions).size() > 1) erase_each_item(expressions);
        break;
      }
      case NodeKind::kCompositeLit: visit_literal(node); break;
      case NodeKind::kInterfaceType: erase_each(program_.view<InterfaceType>(node).elements); break;
      case NodeKind::kSlice: visit_slice(program_.view<Slice>(node)); break;
      case NodeKind::kCall: visit_call(node); break;
      case NodeKind::kParen: {
        Edit edit;
        edit.erase(program_.begin(node), program_.begin(program_.view<Paren>(node).x));
        edit.erase(program_.end(program_.view<Paren>(node).x), program_.end(node));
        result_.push_back(edit);
        break;
      }
      case NodeKind::kAssign: visit_assignment(program_.view<Assign>(node)); break;
      case NodeKind::kField: {
        NodeId tag = program_.view<Field>(node).tag;
        if (tag.has_value()) erase(program_.begin(tag), program_.end(tag));
        break;
      }
      case NodeKind::kFuncDecl:
        if (begin_with_directives(program_, node) != program_.begin(node)) {
          erase(begin_with_directives(program_, node), program_.begin(node));
        }
        break;
      default: break;
    }
  }
  void visit_for(const For& loop) {
    if (loop.init.has_value()) erase(program_.begin(loop.init), program_.end(loop.init));
    if (loop.condition.has_value()) erase(program_.begin(loop.condition), program_.end(loop.condition));
    if (loop.post.has_value()) erase(program_.begin(loop.post), program_.end(loop.post));
  }
  // `_, x := range` becomes `x := range`; what is ranged over, an empty string.
  void visit_range(const Range& loop) {
    if (program_.is_name(loop.key, "_") && loop.value.has_value())
      erase(program_.begin(loop.key), program_.begin(loop.value));
    Edit edit;
    edit.replace(program_.begin(loop.x), program_.end(loop.x), "\"\"");
    result_.push_back(edit);
  }
  // All elements at once, then each.
  void visit_literal(NodeId literal) {
    NodeId elements = program_.view<CompositeLit>(literal).elements;
    size_t count = program_.children(elements).size();
    erase_each_item(elements);
    if (count > 1) erase(program_.begin(elements), program_.end(elements));
  }
  void visit_slice(const Slice& slice) {
    if (slice.max.has_value()) erase(program_.end(slice.high), program_.end(slice.max));
    if (slice.low.has_value()) erase(program_.begin(slice.low), program_.end(slice.low));
    if (slice.high.has_value() && !slice.max.has_value())
      erase(program_.begin(slice.high), program_.end(slice.high));
  }
  // Where an argument more or less is fine: variadic functions, append, make, print.
  void visit_call(NodeId node) {
    Call call = program_.view<Call>(node);
    auto arguments = program_.children(call.arguments);
    if (arguments.size() < 2) return;
    erase_each_item(call.arguments);
    if (program_.tree().has_flag(node, kHasDots))
      erase(program_.end(arguments[arguments.size() - 2]), program_.end(node) - 1);
  }
  // One pair of a parallel assignment.
  void visit_assignment(const Assign& assign) {
    size_t count = program_.children(assign.left).size();
    if (count < 2 || program_.children(assign.right).size() != count) return;
    for (uint32_t i = 0; i < count; ++i) {
      Edit edit;
      erase_item(program_, assign.left, i, edit);
      erase_item(program_, assign.right, i, edit);
      result_.push_back(edit);
    }
  }

  const Snapshot& program_;
  Proposals result_;
};

}  // namespace

Proposals drop_parts(const Snapshot& program) { return PartDropper(program).run(); }

}  // namespace escdiff::reduce
