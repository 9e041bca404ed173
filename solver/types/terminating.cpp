// Terminating statements (language specification, "Terminating statements").
#include "solver/types/checker.h"

namespace escdiff::types {

using namespace syntax;

bool Checker::is_terminating_list(NodeId list) const {
  const auto statements = tree_.children(list);
  for (size_t i = statements.size(); i > 0; --i) {
    if (tree_.is(statements[i - 1], NodeKind::kEmptyStmt)) continue;
    return is_terminating(statements[i - 1], Symbol());
  }
  return false;
}

bool Checker::is_terminating(NodeId node, Symbol label) const {
  switch (tree_.kind(node)) {
    case NodeKind::kReturn: return true;
    case NodeKind::kBranch: return tree_.op(node) == Token::kGoto || tree_.op(node) == Token::kFallthrough;
    case NodeKind::kExprStmt: {
      // Calls of the predeclared panic.
      const NodeId call = unparen(view<ExprStmt>(tree_, node).x);
      if (!tree_.is(call, NodeKind::kCall)) return false;
      const NodeId function = unparen(view<Call>(tree_, call).function);
      if (!tree_.is(function, NodeKind::kName)) return false;
      const ObjectId object = info_.uses[function.index];
      return object.has_value() && program_.objects[object].kind == ObjectKind::kBuiltin &&
             program_.objects[object].builtin == Builtin::kPanic;
    }
    case NodeKind::kBlock: return is_terminating_list(view<Block>(tree_, node).statements);
    case NodeKind::kIf: {
      const If branch = view<If>(tree_, node);
      return branch.otherwise.has_value() && is_terminating(branch.then, Symbol()) &&
             is_terminating(branch.otherwise, Symbol());
    }
    case NodeKind::kFor: {
      const For loop = view<For>(tree_, node);
      return !loop.condition.has_value() && !has_break(loop.body, label, true);
    }
    case NodeKind::kLabeled: {
      const Labeled labeled = view<Labeled>(tree_, node);
      return is_terminating(labeled.statement, tree_.symbol(labeled.label));
    }
    case NodeKind::kSwitch:
    case NodeKind::kTypeSwitch: {
      const NodeId clauses = tree_.is(node, NodeKind::kSwitch) ? view<Switch>(tree_, node).clauses
                                                               : view<TypeSwitch>(tree_, node).clauses;
      bool has_default = false;
      for (NodeId clause : tree_.children(clauses)) {
        has_default |= tree_.has_flag(clause, kDefault);
        const NodeId body = view<CaseClause>(tree_, clause).body;
        if (!is_terminating_list(body) || has_break(body, label, true)) return false;
      }
      return has_default;
    }
    case NodeKind::kSelect:
      for (NodeId clause : tree_.children(view<Select>(tree_, node).clauses)) {
        const NodeId body = view<CommClause>(tree_, clause).body;
        if (!is_terminating_list(body) || has_break(body, label, true)) return false;
      }
      return true;
    default: return false;
  }
}

// A break that leaves the statement with `label`, or, when `implicit`, the innermost one.
bool Checker::has_break(NodeId node, Symbol label, bool implicit) const {
  if (!node.has_value()) return false;
  auto any = [&](NodeId list, bool inner) {
    for (NodeId item : tree_.children(list)) {
      if (has_break(item, label, inner)) return true;
    }
    return false;
  };
  switch (tree_.kind(node)) {
    case NodeKind::kBranch: {
      if (tree_.op(node) != Token::kBreak) return false;
      const NodeId target = view<Branch>(tree_, node).label;
      return target.has_value() ? label.has_value() && tree_.symbol(target) == label : implicit;
    }
    case NodeKind::kList: return any(node, implicit);
    case NodeKind::kBlock: return any(view<Block>(tree_, node).statements, implicit);
    case NodeKind::kIf:
      return has_break(view<If>(tree_, node).then, label, implicit) ||
             has_break(view<If>(tree_, node).otherwise, label, implicit);
    case NodeKind::kLabeled: return has_break(view<Labeled>(tree_, node).statement, label, implicit);
    case NodeKind::kCaseClause: return any(view<CaseClause>(tree_, node).body, implicit);
    case NodeKind::kCommClause: return any(view<CommClause>(tree_, node).body, implicit);
    case NodeKind::kSwitch: return label.has_value() && any(view<Switch>(tree_, node).clauses, false);
    case NodeKind::kTypeSwitch: return label.has_value() && any(view<TypeSwitch>(tree_, node).clauses, false);
    case NodeKind::kSelect: return label.has_value() && any(view<Select>(tree_, node).clauses, false);
    case NodeKind::kFor: return label.has_value() && has_break(view<For>(tree_, node).body, label, false);
    case NodeKind::kRange: return label.has_value() && has_break(view<Range>(tree_, node).body, label, false);
    default: return false;
  }
}

}  // namespace escdiff::types
