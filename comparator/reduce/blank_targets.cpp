#include "comparator/reduce/pass.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

class TargetBlanker {
 public:
  explicit TargetBlanker(const Snapshot& program) : program_(program) {}

  Proposals run() {
    for (auto it = program_.nodes().rbegin(); it != program_.nodes().rend(); ++it) visit(*it);
    return std::move(result_);
  }

 private:
  void keep(NodeId statement, NodeId value) {
    Edit edit;
    edit.replace(program_.begin(statement), program_.begin(value), "_ = ");
    edit.erase(program_.end(value), program_.end(statement));
    result_.push_back(edit);
  }

  void visit(NodeId node) {
    switch (program_.kind(node)) {
      case NodeKind::kAssign: {
        auto [left, right] = program_.view<Assign>(node);
        if (program_.children(left).size() != 1 || program_.children(right).size() != 1) return;
        NodeId target = program_.children(left)[0];
        if (program_.tree().op(node) == Token::kDefine || program_.is_name(target, "_")) return;
        keep(node, program_.children(right)[0]);
        keep(node, target);
        break;
      }
      case NodeKind::kIncDec: keep(node, program_.view<IncDec>(node).x); break;
      case NodeKind::kSendStmt: {
        auto [channel, value] = program_.view<SendStmt>(node);
        keep(node, value);
        keep(node, channel);
        break;
      }
      default: break;
    }
  }

  const Snapshot& program_;
  Proposals result_;
};

}  // namespace

Proposals blank_targets(const Snapshot& program) { return TargetBlanker(program).run(); }

}  // namespace escdiff::reduce
