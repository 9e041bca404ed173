#include "comparator/reduce/repair.h"

#include <set>
#include <string_view>

#include "comparator/reduce/edit.h"
#include "comparator/reduce/erase.h"
#include "comparator/reduce/mend_unused.h"
#include "comparator/reduce/uses.h"
#include "comparator/reduce/zero_value.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

constexpr int kMostRounds = 40;

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// One round: an edit made from all complaints of one program.
class Mender {
 public:
  Mender(const Snapshot& program, Mending mending) : program_(program), mending_(mending) {}

  // Nothing when some complaint cannot be mended.
  std::optional<Edit> run() {
    // An unused variable may just have lost its use to another error: such errors first.
    bool structural = false;
    for (const Problem& problem : program_.problems()) structural = structural || !is_leftover(problem.text);
    if (structural && mending_ == Mending::kTidy) return std::nullopt;
    for (const Problem& problem : program_.problems()) {
      if (structural && is_leftover(problem.text)) continue;
      if (!mend(problem)) return std::nullopt;
    }
    return std::move(edit_);
  }

 private:
  static bool is_leftover(std::string_view text) {
    return is_unused(text) || text.ends_with("imported and not used") || has(text, " imported as ") ||
           text == "missing return" || text.starts_with("no new variables") ||
           text.ends_with("is not used") || is_label(text) || is_lost_branch(text);
  }
  // Variables of type switches have words of their own.
  static bool is_unused(std::string_view text) {
    return text.starts_with("declared and not used") || text.ends_with("declared and not used");
  }
  static bool is_label(std::string_view text) {
    return text.starts_with("label ") && text.ends_with("defined and not used");
  }
  static bool is_lost_branch(std::string_view text) {
    return text.starts_with("break is not in") || text.starts_with("continue is not in") ||
           text.starts_with("fallthrough statement out of place") || text.starts_with("cannot fallthrough") ||
           text.starts_with("invalid break label") || text.starts_with("invalid continue label") ||
           (text.starts_with("label ") && text.ends_with(" not defined"));
  }

  bool mend(const Problem& problem) {
    NodeId node = program_.at(problem.offset);
    std::string_view text = problem.text;
    if (is_unused(text)) return mend_unused_variable(program_, node, edit_) || cascade(node);
    if (text.ends_with("imported and not used") || has(text, " imported as "))
      return erase_around(program_, node, edit_);
    if (is_label(text)) return mend_label(node);
    if (is_lost_branch(text)) return erase_around(program_, node, edit_);
    if (text == "missing return") return mend_missing_return(problem.offset);
    if (text.starts_with("no new variables")) return mend_define(node);
    if (text.ends_with("is not used")) return mend_unused_value(node);
    return cascade(node);
  }

  bool cascade(NodeId node) {
    if (mending_ == Mending::kTidy) return false;
    NodeId statement = program_.listed_statement(node);
    // Without its return, a function would only get another one.
    if (program_.is(statement, NodeKind::kReturn)) {
      NodeId function = program_.enclosing(statement, {NodeKind::kFuncDecl, NodeKind::kFuncLit});
      std::string plain = terminating_text(program_, signature_of(program_, function));
      if (plain != program_.text(statement)) {
        edit_.replace(program_.begin(statement), program_.end(statement), plain);
        return true;
      }
    }
    return erase_around(program_, node, edit_);
  }

  bool mend_label(NodeId node) {
    NodeId labeled = program_.is(node, NodeKind::kLabeled) ? node : program_.parent(node);
    if (!program_.is(labeled, NodeKind::kLabeled)) return false;
    edit_.erase(program_.begin(labeled), program_.begin(program_.view<Labeled>(labeled).statement));
    return true;
  }

  bool mend_missing_return(uint32_t brace) {
    for (NodeId node : program_.nodes()) {
      if (!program_.is(node, NodeKind::kFuncDecl) && !program_.is(node, NodeKind::kFuncLit)) continue;
      if (program_.end(node) != brace + 1) continue;
      edit_.insert(brace, "\n" + terminating_text(program_, signature_of(program_, node)) + "\n");
      return true;
    }
    return false;
  }

  bool mend_define(NodeId node) {
    NodeId assign = node;
    if (!program_.is(assign, NodeKind::kAssign)) assign = program_.enclosing(node, {NodeKind::kAssign});
    if (!assign.has_value() || program_.tree().op(assign) != Token::kDefine) return false;
    uint32_t at = program_.position(assign);
    edit_.replace(at, at + 2, "=");
    return true;
  }

  bool mend_unused_value(NodeId node) {
    NodeId statement =
        program_.is(node, NodeKind::kExprStmt) ? node : program_.enclosing(node, {NodeKind::kExprStmt});
    if (!statement.has_value()) return cascade(node);
    if (is_trivial(program_, program_.view<ExprStmt>(statement).x)) {
      erase_node(program_, statement, edit_);
    } else {
      edit_.insert(program_.begin(statement), "_ = ");
    }
    return true;
  }

  const Snapshot& program_;
  Mending mending_;
  Edit edit_;
};

}  // namespace

std::unique_ptr<Snapshot> repair(std::string text, const Context& context, Mending mending) {
  std::set<std::string> seen;
  for (int round = 0; round < kMostRounds; ++round) {
    auto program = Snapshot::create(text, context);
    if (!program || program->valid()) return program;
    if (!seen.insert(text).second) return nullptr;
    auto edit = Mender(*program, mending).run();
    if (!edit || edit->empty()) return nullptr;
    text = edit->apply(text);
  }
  return nullptr;
}

}  // namespace escdiff::reduce
