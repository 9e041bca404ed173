#include "comparator/reduce/erase.h"
#include "comparator/reduce/pass.h"
#include "comparator/reduce/zero_value.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

class Unwrapper {
 public:
  explicit Unwrapper(const Snapshot& program) : program_(program) {}

  Proposals run() {
    for (NodeId node : program_.nodes()) visit(node);
    return std::move(result_);
  }

 private:
  std::string text(NodeId node) const {
    return node.has_value() ? std::string(program_.text(node)) : std::string();
  }
  static std::string line(const std::string& statement) { return statement.empty() ? "" : statement + "\n"; }

  // [begin of `whole`, end of it) becomes `prelude` and the inner text of `block`; edits inside the block
  // still apply.
  void keep_block(NodeId whole, const std::string& prelude, NodeId block) {
    Edit edit;
    edit.replace(program_.begin(whole), program_.begin(block) + 1, prelude);
    edit.replace(program_.end(block) - 1, program_.end(whole), "\n");
    result_.push_back(edit);
  }
  void keep_list(NodeId whole, const std::string& prelude, NodeId list) {
    Edit edit;
    edit.replace(program_.begin(whole), program_.begin(list), prelude);
    edit.replace(program_.end(list), program_.end(whole), "\n");
    result_.push_back(edit);
  }
  void replace(NodeId whole, const std::string& by) {
    Edit edit;
    edit.replace(program_.begin(whole), program_.end(whole), by);
    result_.push_back(edit);
  }

  void visit(NodeId node) {
    switch (program_.kind(node)) {
      case NodeKind::kBlock:
        if (program_.is_statement_list(program_.parent(node))) keep_block(node, "\n", node);
        break;
      case NodeKind::kIf: visit_if(node); break;
      case NodeKind::kFor: {
        For loop = program_.view<For>(node);
        keep_block(node, line(text(loop.init)), loop.body);
        break;
      }
      case NodeKind::kRange: visit_range(node); break;
      case NodeKind::kSwitch: {
        Switch statement = program_.view<Switch>(node);
        for (NodeId clause : program_.children(statement.clauses)) {
          keep_list(node, line(text(statement.init)), program_.view<CaseClause>(clause).body);
        }
        break;
      }
      case NodeKind::kTypeSwitch: visit_type_switch(node); break;
      case NodeKind::kSelect:
        for (NodeId clause : program_.children(program_.view<Select>(node).clauses)) {
          CommClause comm = program_.view<CommClause>(clause);
          keep_list(node, line(text(comm.communication)), comm.body);
        }
        break;
      case NodeKind::kGoStmt: unwrap_call(node, program_.view<GoStmt>(node).call); break;
      case NodeKind::kDeferStmt: unwrap_call(node, program_.view<DeferStmt>(node).call); break;
      case NodeKind::kLabeled: visit_label(node); break;
      case NodeKind::kCall: visit_called_literal(node); break;
      default: break;
    }
  }

  void visit_if(NodeId node) {
    If branch = program_.view<If>(node);
    // Behind an else, the bodies take the place of the whole chain's rest in braces.
    bool listed = program_.is_statement_list(program_.parent(node));
    if (!listed) {
      replace(node, "{\n" + line(text(branch.init)) + text(branch.then) + "\n}");
      return;
    }
    std::string init = line(text(branch.init));
    keep_block(node, init, branch.then);
    if (program_.is(branch.otherwise, NodeKind::kBlock)) keep_block(node, init, branch.otherwise);
    if (program_.is(branch.otherwise, NodeKind::kIf)) replace(node, init + text(branch.otherwise));
    replace(node, init + "_ = " + text(branch.condition));
  }

  // The variables of a range become plain ones.
  void visit_range(NodeId node) {
    Range loop = program_.view<Range>(node);
    std::string prelude;
    if (program_.tree().op(node) == Token::kDefine) {
      if (!program_.typed()) return;
      for (NodeId name : {loop.key, loop.value}) {
        if (!name.has_value() || program_.is_name(name, "_")) continue;
        ObjectId object = program_.object_of(name);
        if (!object.has_value()) return;
        prelude += "var " + text(name) + " " + type_text(program_, program_.object(object).type) + "\n";
      }
    }
    keep_block(node, prelude, loop.body);
    if (std::string first = first_element(loop); !first.empty()) keep_block(node, first, loop.body);
  }

  // The loop's value, taken once.
  std::string first_element(const Range& loop) {
    if (!program_.typed() || !loop.value.has_value() || program_.is_name(loop.value, "_")) return "";
    types::TypeStore& store = program_.store();
    TypeId type = store.underlying(program_.type_of(loop.x));
    std::string key = "0";
    if (store.kind(type) == types::TypeKind::kMap) {
      auto zero = zero_text(program_, store[type].key);
      if (!zero) return "";
      key = *zero;
    }
    std::string prelude;
    if (!program_.is_name(loop.key, "_")) prelude = text(loop.key) + " := " + key + "\n";
    return prelude + text(loop.value) + " := " + text(loop.x) + "[" + key + "]\n";
  }

  void visit_type_switch(NodeId node) {
    TypeSwitch statement = program_.view<TypeSwitch>(node);
    NodeId operand = program_.is(statement.x, NodeKind::kTypeAssert)
                         ? program_.view<TypeAssert>(statement.x).x
                         : statement.x;
    for (NodeId clause : program_.children(statement.clauses)) {
      auto [expressions, body] = program_.view<CaseClause>(clause);
      auto types = program_.children(expressions);
      std::string prelude = line(text(statement.init));
      if (statement.binding.has_value()) {
        prelude += text(statement.binding) + " := " + text(operand);
        if (types.size() == 1 && !program_.is_name(types[0], "nil")) prelude += ".(" + text(types[0]) + ")";
        prelude += "\n";
      }
      keep_list(node, prelude, body);
    }
  }

  void unwrap_call(NodeId statement, NodeId call) {
    Edit edit;
    edit.erase(program_.begin(statement), program_.begin(call));
    result_.push_back(edit);
  }

  // A label goes, and the branches to it mean the innermost statement.
  void visit_label(NodeId node) {
    auto [label, statement] = program_.view<Labeled>(node);
    Edit edit;
    edit.erase(program_.begin(node), program_.begin(statement));
    for (NodeId other : program_.nodes()) {
      if (!program_.is(other, NodeKind::kBranch) || program_.tree().op(other) == Token::kGoto) continue;
      NodeId target = program_.view<Branch>(other).label;
      if (target.has_value() && program_.contains(node, other) &&
          program_.spelling(target) == program_.spelling(label)) {
        erase_node(program_, target, edit);
      }
    }
    result_.push_back(edit);
  }

  // func() { ... }() as a statement.
  void visit_called_literal(NodeId node) {
    Call call = program_.view<Call>(node);
    NodeId statement = program_.parent(node);
    if (!program_.is(call.function, NodeKind::kFuncLit) || !program_.children(call.arguments).empty()) return;
    if (!program_.is(statement, NodeKind::kExprStmt)) return;
    if (!program_.is_statement_list(program_.parent(statement))) return;
    keep_block(statement, "\n", program_.view<FuncLit>(call.function).body);
  }

  const Snapshot& program_;
  Proposals result_;
};

}  // namespace

Proposals unwrap_statements(const Snapshot& program) { return Unwrapper(program).run(); }

}  // namespace escdiff::reduce
