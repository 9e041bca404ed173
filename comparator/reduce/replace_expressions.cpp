// Expressions become zero values, parts of themselves, or variables.
#include <set>

#include "comparator/reduce/erase.h"
#include "comparator/reduce/pass.h"
#include "comparator/reduce/uses.h"
#include "comparator/reduce/zero_value.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

class ExpressionReplacer {
 public:
  explicit ExpressionReplacer(const Snapshot& program) : program_(program) {}

  // Whole expressions before their parts, the last statements first.
  Proposals run() {
    for (NodeId node : program_.nodes()) {
      if (is_replaceable(node)) expressions_.push_back(node);
    }
    for (auto it = expressions_.rbegin(); it != expressions_.rend(); ++it) by_parts(*it);
    for (auto it = expressions_.rbegin(); it != expressions_.rend(); ++it) by_zero(*it);
    for (auto it = expressions_.rbegin(); it != expressions_.rend(); ++it) by_pointed(*it);
    for (auto it = expressions_.rbegin(); it != expressions_.rend(); ++it) by_variable(*it);
    return std::move(result_);
  }

 private:
  bool is_replaceable(NodeId node) const {
    if (!program_.is_value(node) || program_.is(node, NodeKind::kParen)) return false;
    NodeId parent = program_.parent(node);
    if (program_.is(parent, NodeKind::kExprStmt)) return false;
    if (program_.is(parent, NodeKind::kCall) && program_.view<Call>(parent).function == node) {
      return !program_.is(node, NodeKind::kFuncLit) && !program_.is(node, NodeKind::kName) &&
             !program_.is(node, NodeKind::kSelector);
    }
    if (program_.is(parent, NodeKind::kSelector) && program_.view<Selector>(parent).name == node)
      return false;
    if (program_.is(parent, NodeKind::kGoStmt) || program_.is(parent, NodeKind::kDeferStmt)) return false;
    return !is_target(node);
  }
  // The left side of an assignment, the key of a struct literal, a constant's or array's expression.
  bool is_target(NodeId node) const {
    NodeId parent = program_.parent(node), owner = program_.parent(parent);
    if (program_.is(parent, NodeKind::kList) && program_.is(owner, NodeKind::kAssign)) {
      return program_.view<Assign>(owner).left == parent;
    }
    if (program_.is(parent, NodeKind::kKeyValue)) return program_.view<KeyValue>(parent).key == node;
    if (program_.is(owner, NodeKind::kVarSpec)) return program_.view<VarSpec>(owner).names == parent;
    return program_.is(parent, NodeKind::kIncDec) || program_.is(parent, NodeKind::kArrayType) ||
           program_.is(owner, NodeKind::kConstSpec);
  }

  void replace(NodeId node, const std::vector<std::string>& texts) {
    Proposal proposal;
    for (const std::string& text : texts) {
      Edit edit;
      edit.replace(program_.begin(node), program_.end(node), text);
      proposal.alternatives.push_back(edit);
    }
    result_.push_back(proposal);
  }

  // The biggest parts that fit; the checker says which do, smaller ones are found in the next round.
  void by_parts(NodeId node) {
    if (program_.is(node, NodeKind::kFuncLit)) return;
    std::vector<NodeId> todo(program_.children(node).begin(), program_.children(node).end());
    std::set<std::string, std::less<>> tried;
    while (!todo.empty()) {
      NodeId part = todo.front();
      todo.erase(todo.begin());
      if (!part.has_value()) continue;
      bool is_part = !program_.is(part, NodeKind::kList) && !program_.is(part, NodeKind::kParen) &&
                     !program_.is(part, NodeKind::kBasicLit) && program_.is_value(part);
      if (is_part && tried.insert(std::string(program_.text(part))).second) {
        replace(node, {std::string(program_.text(part))});
      }
      if (program_.is(part, NodeKind::kFuncLit)) continue;
      todo.insert(todo.end(), program_.children(part).begin(), program_.children(part).end());
    }
  }

  void by_zero(NodeId node) {
    if (program_.info().expression(node).mode == types::Mode::kNil) return;
    auto zero = zero_text(program_, program_.type_of(node)),
         typed = typed_zero_text(program_, program_.type_of(node));
    if (!zero) return;
    // Where an interface is wanted, nil is less than a struct.
    if (zero->ends_with("}")) {
      replace(node, {"nil", *zero, *typed});
    } else {
      replace(node, {*zero, *typed});
    }
  }

  // What is selected from a pointer may be of the value itself: T{}.m for (*T)(nil).m.
  void by_pointed(NodeId node) {
    const NodeId parent = program_.parent(node);
    types::TypeStore& store = program_.store();
    if (!program_.is(parent, NodeKind::kSelector) || !program_.type_of(node).has_value()) return;
    const TypeId pointer = store.underlying(program_.type_of(node));
    if (store[pointer].kind != types::TypeKind::kPointer) return;
    if (const auto zero = typed_zero_text(program_, store[pointer].element)) replace(node, {*zero});
  }

  // A parameter of the enclosing function, or a package variable, of the same type.
  void by_variable(NodeId node) {
    if (program_.is(node, NodeKind::kName) || program_.is(node, NodeKind::kBasicLit)) return;
    NodeId function = program_.enclosing(node, {NodeKind::kFuncDecl});
    if (!function.has_value()) return;
    for (const Slot& slot :
         slots(program_, program_.view<FuncType>(program_.view<FuncDecl>(function).type).parameters)) {
      if (!slot.name.has_value() || program_.is_name(slot.name, "_")) continue;
      ObjectId object = program_.info().definitions[slot.name.index];
      if (!object.has_value() || !program_.type_of(node).has_value()) continue;
      if (!program_.store().identical(program_.object(object).type, program_.type_of(node))) continue;
      replace(node, {std::string(program_.spelling(slot.name))});
      return;
    }
  }

  const Snapshot& program_;
  std::vector<NodeId> expressions_;
  Proposals result_;
};

}  // namespace

Proposals replace_expressions(const Snapshot& program) { return ExpressionReplacer(program).run(); }

namespace {

// Functions and methods that are only called.
class CallReplacer {
 public:
  explicit CallReplacer(const Snapshot& program) : program_(program) {}

  Proposals run() {
    auto all = families(program_);
    for (auto it = all.rbegin(); it != all.rend(); ++it) {
      if (it->only_called && !it->calls.empty() && !it->bodies.empty()) propose(*it);
    }
    return std::move(result_);
  }

 private:
  void propose(const Family& family) {
    Edit edit, typed;
    for (NodeId body : family.bodies) {
      NodeId owner = program_.parent(body);
      if (!program_.is(owner, NodeKind::kFuncDecl)) return;
      erase_declaration(program_, owner, edit);
    }
    if (family.signatures.size() != family.bodies.size()) return;  // an interface wants the method
    typed = edit;
    for (NodeId call : family.calls) {
      if (!replace_call(call, edit, typed)) return;
    }
    Proposal proposal;
    proposal.alternatives = {edit, typed};
    result_.push_back(proposal);
  }

  bool replace_call(NodeId call, Edit& edit, Edit& typed) {
    NodeId parent = program_.parent(call), owner = program_.parent(parent);
    if (program_.is(parent, NodeKind::kExprStmt) || program_.is(parent, NodeKind::kGoStmt) ||
        program_.is(parent, NodeKind::kDeferStmt)) {
      erase_node(program_, parent, edit);
      erase_node(program_, parent, typed);
      return true;
    }
    if (program_.is_value(call) && zero_text(program_, program_.type_of(call))) {
      edit.replace(program_.begin(call), program_.end(call), *zero_text(program_, program_.type_of(call)));
      typed.replace(program_.begin(call), program_.end(call),
                    *typed_zero_text(program_, program_.type_of(call)));
      return true;
    }
    auto values = zero_list(call);
    if (!values || !(program_.is(owner, NodeKind::kAssign) || program_.is(owner, NodeKind::kVarSpec)))
      return false;
    edit.replace(program_.begin(call), program_.end(call), *values);
    typed.replace(program_.begin(call), program_.end(call), *values);
    return true;
  }

  // One typed zero value for each result.
  std::optional<std::string> zero_list(NodeId call) const {
    const types::Type& tuple = program_.store()[program_.type_of(call)];
    if (tuple.kind != types::TypeKind::kTuple) return std::nullopt;
    std::string out;
    for (TypeId member : tuple.members) {
      auto zero = typed_zero_text(program_, member);
      if (!zero) return std::nullopt;
      out += (out.empty() ? "" : ", ") + *zero;
    }
    return out;
  }

  const Snapshot& program_;
  Proposals result_;
};

}  // namespace

Proposals replace_calls(const Snapshot& program) { return CallReplacer(program).run(); }

}  // namespace escdiff::reduce
