#include "solver/ir/range_branches.h"

#include <span>

#include "solver/syntax/views.h"

namespace escdiff::ir {

namespace {

using syntax::NodeId;
using syntax::NodeKind;
using syntax::Symbol;
using syntax::Token;
using syntax::Tree;

class Finder {
 public:
  Finder(const Tree& tree, const std::function<bool(NodeId)>& is_range_function)
      : tree_(tree), is_range_function_(is_range_function) {}

  std::map<NodeId, RangeBranch> run(NodeId loop, Symbol label) {
    statement(loop, label);
    std::map<NodeId, RangeBranch> found;
    for (const Waiting& branch : waiting_) {
      const auto label = labels_.find(branch.exit.label);
      const uint32_t depth = label == labels_.end() ? 0 : label->second;
      if (depth != branch.depth) found[branch.node] = {branch.exit, depth, false};
    }
    found.insert(found_.begin(), found_.end());
    return found;
  }

 private:
  // What an unlabeled break, or a branch with its label, may mean.
  struct Target {
    Symbol label;
    bool is_loop = false;
    bool is_range_function = false;
    uint32_t depth = 0;
  };
  // A branch to a label that may come later.
  struct Waiting {
    NodeId node;
    RangeExit exit;
    uint32_t depth = 0;
  };

  void list(std::span<const NodeId> statements) {
    for (const NodeId one : statements) statement(one, Symbol());
  }

  void block(NodeId node) { list(tree_.children(syntax::view<syntax::Block>(tree_, node).statements)); }

  void body_of(Target target, const std::function<void()>& body) {
    depth_ += target.is_range_function ? 1 : 0;
    target.depth = depth_;
    targets_.push_back(target);
    body();
    targets_.pop_back();
    depth_ -= target.is_range_function ? 1 : 0;
  }

  void clauses(NodeId clauses, Symbol label) {
    body_of({.label = label}, [&] {
      for (const NodeId clause : tree_.children(clauses)) {
        const bool communicates = tree_.is(clause, NodeKind::kCommClause);
        list(tree_.children(communicates ? syntax::view<syntax::CommClause>(tree_, clause).body
                                         : syntax::view<syntax::CaseClause>(tree_, clause).body));
      }
    });
  }

  void statement(NodeId node, Symbol label) {
    if (!node.has_value()) return;
    switch (tree_.kind(node)) {
      case NodeKind::kBlock: return block(node);
      case NodeKind::kIf: {
        const auto parts = syntax::view<syntax::If>(tree_, node);
        statement(parts.then, Symbol());
        return statement(parts.otherwise, Symbol());
      }
      case NodeKind::kFor:
        return body_of({.label = label, .is_loop = true},
                       [&] { block(syntax::view<syntax::For>(tree_, node).body); });
      case NodeKind::kRange:
        return body_of({.label = label, .is_loop = true, .is_range_function = is_range_function_(node)},
                       [&] { block(syntax::view<syntax::Range>(tree_, node).body); });
      case NodeKind::kSwitch: return clauses(syntax::view<syntax::Switch>(tree_, node).clauses, label);
      case NodeKind::kTypeSwitch:
        return clauses(syntax::view<syntax::TypeSwitch>(tree_, node).clauses, label);
      case NodeKind::kSelect: return clauses(syntax::view<syntax::Select>(tree_, node).clauses, label);
      case NodeKind::kLabeled: {
        const auto [name, labeled] = syntax::view<syntax::Labeled>(tree_, node);
        labels_[tree_.symbol(name)] = depth_;
        return statement(labeled, tree_.symbol(name));
      }
      case NodeKind::kBranch: return branch(node);
      default: return;
    }
  }

  void branch(NodeId node) {
    const Token op = tree_.op(node);
    if (op == Token::kFallthrough) return;
    const NodeId name = syntax::view<syntax::Branch>(tree_, node).label;
    const Symbol label = name.has_value() ? tree_.symbol(name) : Symbol();
    const RangeExit exit{op, label};
    for (size_t i = targets_.size(); op != Token::kGoto && i-- > 0;) {
      const Target& target = targets_[i];
      const bool is_meant = label.has_value() ? target.label == label : target.is_loop || op == Token::kBreak;
      if (!is_meant) continue;
      if (target.is_range_function) found_[node] = {exit, target.depth, true};
      if (target.is_range_function || !label.has_value()) return;
      break;
    }
    waiting_.push_back({node, exit, depth_});
  }

  const Tree& tree_;
  const std::function<bool(NodeId)>& is_range_function_;
  uint32_t depth_ = 0;
  std::vector<Target> targets_;
  std::map<Symbol, uint32_t> labels_;  // the depth of the body that holds each
  std::vector<Waiting> waiting_;
  std::map<NodeId, RangeBranch> found_;
};

}  // namespace

std::map<NodeId, RangeBranch> range_branches(const Tree& tree, NodeId loop, Symbol label,
                                             const std::function<bool(NodeId)>& is_range_function) {
  return Finder(tree, is_range_function).run(loop, label);
}

}  // namespace escdiff::ir
