#include "solver/syntax/branches.h"

#include <algorithm>

#include "solver/syntax/print.h"
#include "solver/syntax/views.h"

namespace escdiff::syntax {

namespace {

using BlockId = Id<struct BranchBlockTag>;

// A list of statements with a scope of its own.
struct BranchBlock {
  BlockId parent;
  SourcePos start;
  NodeId labeled;  // the Labeled whose statement this block belongs to
};

struct Label {
  Symbol name;
  NodeId labeled;
  BlockId block;
  bool used = false;
};

// What branches without a label refer to.
struct Targets {
  NodeId breaks;             // a loop, switch or select
  NodeId continues;          // a loop
  bool in_clause = false;    // directly in a clause of the switch `breaks`
  bool last_clause = false;  // which is its last one
};

// A goto whose label was not seen yet.
struct ForwardGoto {
  NodeId branch;
  bool crosses_declaration = false;
};

// A variable declared in the block that is being walked, which a goto may jump over.
struct LastDeclaration {
  SourcePos pos;
  NodeId names;
};

class BranchChecker {
 public:
  BranchChecker(const SourceSet& sources, const Tree& tree, const SymbolTable& symbols, BranchWords words,
                std::vector<SyntaxError>& errors)
      : sources_(sources),
        tree_(tree),
        symbols_(symbols),
        by_parser_(words == BranchWords::kParser),
        errors_(errors) {}

  void check(NodeId body) {
    std::vector<ForwardGoto> unresolved =
        walk_block(BlockId(), {}, NodeId(), tree_.pos(body), tree_.children(tree_.child(body, 0)));
    for (const ForwardGoto& forward : unresolved) {
      const NodeId name = tree_.child(forward.branch, 0);
      if (Label* label = find(tree_.symbol(name))) {
        label->used = true;
        std::string message = "goto " + text(name) + " jumps into block";
        if (by_parser_)
          message += " starting at " + position_text(sources_, blocks_[label->block.index].start);
        report(tree_.pos(name), std::move(message));
      } else {
        report(tree_.pos(name), "label " + text(name) + " not " + declared());
      }
    }
    for (const Label& label : labels_) {
      const NodeId name = tree_.child(label.labeled, 0);
      if (!label.used) report(tree_.pos(name), "label " + text(name) + " " + declared() + " and not used");
    }
  }

 private:
  void report(SourcePos pos, std::string message) { errors_.push_back({pos, std::move(message)}); }
  std::string declared() const { return by_parser_ ? "defined" : "declared"; }
  std::string text(NodeId name) const { return std::string(symbols_.text(tree_.symbol(name))); }

  Label* find(Symbol name) {
    const auto found =
        std::find_if(labels_.begin(), labels_.end(), [&](const Label& label) { return label.name == name; });
    return found == labels_.end() ? nullptr : &*found;
  }

  // Returns the gotos whose labels are not in this block or one inside it.
  std::vector<ForwardGoto> walk_block(BlockId parent, Targets targets, NodeId labeled, SourcePos start,
                                      std::span<const NodeId> statements) {
    const BlockId block(static_cast<uint32_t>(blocks_.size()));
    blocks_.push_back({parent, start, labeled});
    std::vector<ForwardGoto> forward;
    LastDeclaration declaration;
    // Empty statements behind a fallthrough do not keep it from being the last one.
    while (!statements.empty() && tree_.is(statements.back(), NodeKind::kEmptyStmt)) {
      statements = statements.first(statements.size() - 1);
    }
    for (size_t i = 0; i < statements.size(); ++i) {
      NodeId label;
      NodeId statement = statements[i];
      while (tree_.is(statement, NodeKind::kLabeled)) {
        if (declare(block, statement, forward, declaration)) label = statement;
        statement = tree_.child(statement, 1);
      }
      if (tree_.is(statement, NodeKind::kBranch)) {
        check_branch(block, targets, statement, i + 1 == statements.size(), forward);
      } else if (const NodeId names = declared_names(statement); names.has_value()) {
        declaration = {declaration_pos(statement), names};
        for (ForwardGoto& jump : forward) jump.crosses_declaration = true;
      } else {
        walk_inner(block, targets, label, statement, forward);
      }
    }
    return forward;
  }

  // True: the label is not blank and becomes the one of its statement.
  bool declare(BlockId block, NodeId labeled, std::vector<ForwardGoto>& forward,
               const LastDeclaration& declaration) {
    const NodeId name = tree_.child(labeled, 0);
    const Symbol symbol = tree_.symbol(name);
    if (symbols_.text(symbol) == "_") return false;
    Label* label = find(symbol);
    if (label != nullptr) {
      report_again(name, tree_.pos(tree_.child(label->labeled, 0)));
    } else {
      labels_.push_back({symbol, labeled, block});
      label = &labels_.back();
    }
    for (const ForwardGoto& jump : forward) {
      const NodeId target = tree_.child(jump.branch, 0);
      if (tree_.symbol(target) != symbol) continue;
      label->used = true;
      if (jump.crosses_declaration) {
        report_jump(target, declaration);
      }
    }
    std::erase_if(forward, [&](const ForwardGoto& jump) {
      return tree_.symbol(tree_.child(jump.branch, 0)) == symbol;
    });
    return true;
  }

  void report_again(NodeId name, SourcePos other) {
    std::string message = "label " + text(name) + " already " + declared();
    message += by_parser_ ? " at " + position_text(sources_, other)
                          : "\n\t" + position_text(sources_, other) + ": other declaration of " + text(name);
    report(tree_.pos(name), std::move(message));
  }

  void report_jump(NodeId target, const LastDeclaration& declaration) {
    std::string message = "goto " + text(target) + " jumps over ";
    if (by_parser_) {
      message += "declaration of " + print_expression(tree_, symbols_, declaration.names) + " at " +
                 position_text(sources_, declaration.pos);
    } else {
      message += "variable declaration at line " + std::to_string(sources_.resolve(declaration.pos).line);
    }
    report(tree_.pos(target), std::move(message));
  }

  // What gc names of the variables that `statement` declares: all of a :=, the first of a var declaration.
  NodeId declared_names(NodeId statement) const {
    if (tree_.is(statement, NodeKind::kAssign) && tree_.op(statement) == Token::kDefine) {
      return tree_.child(statement, 0);
    }
    if (!tree_.is(statement, NodeKind::kDeclStmt)) return NodeId();
    const NodeId declaration = tree_.child(statement, 0);
    const std::span<const NodeId> specs = tree_.children(tree_.child(declaration, 0));
    if (tree_.op(declaration) != Token::kVar || specs.empty()) return NodeId();
    return tree_.children(tree_.child(specs[0], 0))[0];
  }

  SourcePos declaration_pos(NodeId statement) const {
    if (tree_.is(statement, NodeKind::kAssign)) return tree_.pos(statement);
    return tree_.pos(tree_.children(tree_.child(tree_.child(statement, 0), 0))[0]);
  }

  void walk_inner(BlockId block, Targets targets, NodeId label, NodeId statement,
                  std::vector<ForwardGoto>& forward) {
    const auto walk = [&](Targets inner, SourcePos start, std::span<const NodeId> statements) {
      // Out of a block a goto may jump over what was declared in there.
      for (const ForwardGoto& jump : walk_block(block, inner, label, start, statements)) {
        forward.push_back({jump.branch});
      }
    };
    const auto walk_body = [&](Targets inner, NodeId body) {
      walk(inner, tree_.pos(body), tree_.children(tree_.child(body, 0)));
    };
    const Targets plain{targets.breaks, targets.continues};
    switch (tree_.kind(statement)) {
      case NodeKind::kBlock: walk_body(plain, statement); break;
      case NodeKind::kIf: {
        const If branch = view<If>(tree_, statement);
        walk_body(plain, branch.then);
        if (branch.otherwise.has_value()) walk(plain, tree_.pos(branch.otherwise), {&branch.otherwise, 1});
        break;
      }
      case NodeKind::kFor: walk_body({statement, statement}, view<For>(tree_, statement).body); break;
      case NodeKind::kRange: walk_body({statement, statement}, view<Range>(tree_, statement).body); break;
      case NodeKind::kSwitch:
      case NodeKind::kTypeSwitch:
      case NodeKind::kSelect: {
        const std::span<const NodeId> clauses = tree_.children(tree_.children(statement).back());
        const bool fall = !tree_.is(statement, NodeKind::kSelect);
        for (const NodeId clause : clauses) {
          walk({statement, targets.continues, fall, clause == clauses.back()}, tree_.pos(clause),
               tree_.children(tree_.child(clause, 1)));
        }
        break;
      }
      default: break;
    }
  }

  void check_branch(BlockId block, Targets targets, NodeId branch, bool is_last,
                    std::vector<ForwardGoto>& forward) {
    if (tree_.child(branch, 0).has_value()) return check_labeled_branch(block, branch, forward);
    const SourcePos pos = tree_.pos(branch);
    switch (tree_.op(branch)) {
      case Token::kBreak:
        if (!targets.breaks.has_value()) report(pos, "break is not in a loop, switch, or select");
        break;
      case Token::kContinue:
        if (!targets.continues.has_value()) report(pos, "continue is not in a loop");
        break;
      default:
        if (tree_.is(targets.breaks, NodeKind::kTypeSwitch)) {
          report(pos, "cannot fallthrough in type switch");
        } else if (!targets.in_clause || !is_last) {
          report(pos, "fallthrough statement out of place");
        } else if (targets.last_clause) {
          report(pos, "cannot fallthrough final case in switch");
        }
    }
  }

  void check_labeled_branch(BlockId block, NodeId branch, std::vector<ForwardGoto>& forward) {
    const NodeId name = tree_.child(branch, 0);
    Label* label = find(tree_.symbol(name));
    if (label != nullptr && (by_parser_ || tree_.op(branch) == Token::kGoto)) label->used = true;
    if (tree_.op(branch) == Token::kGoto) {
      // A label that was seen can be reached when its block is this one or encloses it.
      bool reachable = false;
      for (BlockId b = block; label != nullptr && b.has_value(); b = blocks_[b.index].parent) {
        reachable |= label->block == b;
      }
      if (!reachable) forward.push_back({branch});
      return;
    }
    const bool is_break = tree_.op(branch) == Token::kBreak;
    const std::string word = is_break ? "break" : "continue";
    if (label == nullptr && by_parser_)
      return report(tree_.pos(name), word + " label not defined: " + text(name));
    bool enclosing = false;
    for (BlockId b = block; label != nullptr && b.has_value(); b = blocks_[b.index].parent) {
      enclosing |= blocks_[b.index].labeled == label->labeled;
    }
    if (!enclosing || !is_target(tree_.child(label->labeled, 1), is_break)) {
      return report(tree_.pos(name), "invalid " + word + " label " + text(name));
    }
    label->used = true;
  }

  bool is_target(NodeId statement, bool is_break) const {
    switch (tree_.kind(statement)) {
      case NodeKind::kFor:
      case NodeKind::kRange: return true;
      case NodeKind::kSwitch:
      case NodeKind::kTypeSwitch:
      case NodeKind::kSelect: return is_break;
      default: return false;
    }
  }

  const SourceSet& sources_;
  const Tree& tree_;
  const SymbolTable& symbols_;
  bool by_parser_;
  std::vector<SyntaxError>& errors_;
  std::vector<BranchBlock> blocks_;
  std::vector<Label> labels_;
};

}  // namespace

void check_branches(const SourceSet& sources, const Tree& tree, const SymbolTable& symbols, NodeId body,
                    BranchWords words, std::vector<SyntaxError>& errors) {
  BranchChecker(sources, tree, symbols, words, errors).check(body);
}

}  // namespace escdiff::syntax
