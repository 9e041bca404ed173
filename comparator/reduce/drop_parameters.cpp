// Parameters and results go from signatures, bodies and calls together.
#include <algorithm>

#include "comparator/reduce/erase.h"
#include "comparator/reduce/pass.h"
#include "comparator/reduce/uses.h"
#include "comparator/reduce/zero_value.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

void erase_slot(const Snapshot& program, const Slot& slot, Edit& edit) {
  NodeId names = program.view<Field>(slot.field).names;
  if (program.children(names).size() > 1) {
    erase_item(program, names, index_in_parent(program, slot.name), edit);
  } else {
    erase_item(program, program.parent(slot.field), index_in_parent(program, slot.field), edit);
  }
}

// How many slots all signatures of a family have, or nothing when they differ.
std::optional<size_t> common_count(const Snapshot& program, const Family& family, bool results) {
  std::optional<size_t> count;
  for (NodeId signature : family.signatures) {
    auto [parameters, results_list] = program.view<FuncType>(signature);
    size_t here = slots(program, results ? results_list : parameters).size();
    if (count && *count != here) return std::nullopt;
    count = here;
  }
  return count;
}

bool is_used(const Snapshot& program, NodeId name) {
  if (!name.has_value()) return false;
  ObjectId object = program.info().definitions[name.index];
  return object.has_value() && program.occurrences(object).size() > 1;
}

class ParameterDropper {
 public:
  explicit ParameterDropper(const Snapshot& program) : program_(program) {}

  Proposals run() {
    for (const Family& family : families(program_)) {
      size_t count = common_count(program_, family, false).value_or(0);
      for (size_t i = count; i-- > 0;) {
        propose(family, i, count, false);
        if (needs_variable(family, i)) propose(family, i, count, true);
      }
    }
    return std::move(result_);
  }

 private:
  Slot slot(NodeId signature, size_t index) const {
    return slots(program_, program_.view<FuncType>(signature).parameters)[index];
  }
  bool needs_variable(const Family& family, size_t index) const {
    return std::any_of(family.signatures.begin(), family.signatures.end(),
                       [&](NodeId signature) { return is_used(program_, slot(signature, index).name); });
  }

  // With `as_variable`, bodies that use the parameter get a variable in its place.
  void propose(const Family& family, size_t index, size_t count, bool as_variable) {
    Edit edit;
    for (NodeId signature : family.signatures) erase_slot(program_, slot(signature, index), edit);
    for (NodeId call : family.calls) {
      if (!erase_argument(call, index, count, edit)) return;
    }
    for (NodeId body : as_variable ? family.bodies : std::vector<NodeId>()) add_variable(body, index, edit);
    result_.push_back(edit);
  }

  bool erase_argument(NodeId call, size_t index, size_t count, Edit& edit) {
    NodeId list = program_.view<Call>(call).arguments;
    size_t arguments = program_.children(list).size();
    if (count > 1 && arguments == 1 && !program_.is_value(program_.children(list)[0])) return false;
    std::vector<uint32_t> gone;
    size_t last = index + 1 == count ? arguments : index + 1;
    for (size_t i = index; i < last && i < arguments; ++i) gone.push_back(static_cast<uint32_t>(i));
    erase_items(program_, list, gone, edit);
    if (index + 1 == count && program_.tree().has_flag(call, kHasDots) && arguments > 0) {
      edit.erase(program_.end(program_.children(list).back()), program_.end(call) - 1);
    }
    return true;
  }

  void add_variable(NodeId body, size_t index, Edit& edit) {
    NodeId owner = program_.parent(body);
    const NodeId type = signature_of(program_, owner);
    NodeId name = slot(type, index).name;
    if (!is_used(program_, name)) return;
    const types::Object& object = program_.object(program_.info().definitions[name.index]);
    edit.insert(program_.begin(body) + 1, "\nvar " + std::string(program_.spelling(name)) + " " +
                                              type_text(program_, object.type) + "\n");
  }

  const Snapshot& program_;
  Proposals result_;
};

class ResultDropper {
 public:
  explicit ResultDropper(const Snapshot& program) : program_(program) {}

  Proposals run() {
    for (const Family& family : families(program_)) {
      size_t count = common_count(program_, family, true).value_or(0);
      for (size_t i = count; i-- > 0;) {
        propose(family, i, count, false);
        if (returns_work(family, i)) propose(family, i, count, true);
      }
    }
    return std::move(result_);
  }

 private:
  Slot slot(NodeId signature, size_t index) const {
    return slots(program_, program_.view<FuncType>(signature).results)[index];
  }
  NodeId returned(NodeId statement, size_t index) const {
    auto values = program_.children(program_.view<Return>(statement).results);
    return index < values.size() ? values[index] : NodeId();
  }
  bool returns_work(const Family& family, size_t index) const {
    for (NodeId body : family.bodies) {
      for (NodeId statement : returns_of(program_, body)) {
        NodeId value = returned(statement, index);
        if (value.has_value() && !program_.is(value, NodeKind::kBasicLit) && !program_.is_name(value, "nil"))
          return true;
      }
    }
    return false;
  }

  // With `keep_values`, what was returned is still evaluated: `_ = e`.
  void propose(const Family& family, size_t index, size_t count, bool keep_values) {
    Edit edit;
    for (NodeId signature : family.signatures) erase_slot(program_, slot(signature, index), edit);
    for (NodeId body : family.bodies) {
      if (!edit_body(body, index, count, keep_values, edit)) return;
    }
    Edit typed = edit;
    for (NodeId call : family.calls) {
      if (!edit_call(call, index, count, edit, typed)) return;
    }
    Proposal proposal;
    proposal.alternatives = {edit, typed};
    result_.push_back(proposal);
  }

  bool edit_body(NodeId body, size_t index, size_t count, bool keep_values, Edit& edit) {
    for (NodeId statement : returns_of(program_, body)) {
      NodeId list = program_.view<Return>(statement).results;
      size_t values = program_.children(list).size();
      if (values == 0) continue;
      if (values != count) return false;
      erase_item(program_, list, static_cast<uint32_t>(index), edit);
      if (keep_values) {
        edit.insert(program_.begin(statement),
                    "_ = " + std::string(program_.text(returned(statement, index))) + "\n");
      }
    }
    NodeId owner = program_.parent(body);
    const NodeId type = signature_of(program_, owner);
    NodeId name = slot(type, index).name;
    if (is_used(program_, name)) {
      const types::Object& object = program_.object(program_.info().definitions[name.index]);
      edit.insert(program_.begin(body) + 1, "\nvar " + std::string(program_.spelling(name)) + " " +
                                                type_text(program_, object.type) + "\n");
    }
    return true;
  }

  bool edit_call(NodeId call, size_t index, size_t count, Edit& edit, Edit& typed) {
    NodeId parent = program_.parent(call);
    if (program_.is(parent, NodeKind::kExprStmt) || program_.is(parent, NodeKind::kGoStmt) ||
        program_.is(parent, NodeKind::kDeferStmt)) {
      return true;
    }
    if (count == 1) return hoist(call, edit, typed);
    NodeId owner = program_.parent(parent);
    NodeId left;
    if (program_.is(owner, NodeKind::kAssign)) left = program_.view<Assign>(owner).left;
    if (program_.is(owner, NodeKind::kVarSpec)) left = program_.view<VarSpec>(owner).names;
    if (!left.has_value() || program_.children(left).size() != count) return false;
    erase_item(program_, left, static_cast<uint32_t>(index), edit);
    erase_item(program_, left, static_cast<uint32_t>(index), typed);
    return true;
  }

  // The call becomes a statement of its own, and a zero value takes its place.
  bool hoist(NodeId call, Edit& edit, Edit& typed) {
    auto zero = zero_text(program_, program_.type_of(call)),
         typed_zero = typed_zero_text(program_, program_.type_of(call));
    if (!zero) return false;
    if (NodeId statement = program_.listed_statement(call); statement.has_value()) {
      // The call itself may hold what changes: a func literal's signature.
      std::string hoisted = edit.apply(program_.text(), program_.begin(call), program_.end(call)) + "\n";
      edit.insert(program_.begin(statement), hoisted);
      typed.insert(program_.begin(statement), hoisted);
    }
    edit.replace(program_.begin(call), program_.end(call), *zero);
    typed.replace(program_.begin(call), program_.end(call), *typed_zero);
    return true;
  }

  const Snapshot& program_;
  Proposals result_;
};

}  // namespace

Proposals drop_parameters(const Snapshot& program) { return ParameterDropper(program).run(); }
Proposals drop_results(const Snapshot& program) { return ResultDropper(program).run(); }

}  // namespace escdiff::reduce
