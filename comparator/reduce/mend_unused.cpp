#include "comparator/reduce/mend_unused.h"

#include "comparator/reduce/erase.h"

namespace escdiff::reduce {

using namespace syntax;

namespace {

void blank(const Snapshot& program, NodeId name, Edit& edit) {
  edit.replace(program.begin(name), program.end(name), "_");
}

bool is_listed(const Snapshot& program, NodeId statement) {
  return program.is_statement_list(program.parent(statement));
}

// `x := value` or `x = value` alone.
void mend_single_assignment(const Snapshot& program, NodeId statement, Edit& edit) {
  auto [left, right] = program.view<Assign>(statement);
  NodeId value = program.children(right).front();
  NodeId owner = program.parent(statement);
  if (program.is(owner, NodeKind::kCommClause) &&
      program.view<CommClause>(owner).communication == statement) {
    edit.erase(program.begin(statement), program.begin(value));
  } else if (is_trivial(program, value) && is_listed(program, statement)) {
    erase_node(program, statement, edit);
  } else {
    edit.replace(program.begin(statement), program.begin(value), "_ = ");
  }
}

void mend_assignment(const Snapshot& program, NodeId statement, NodeId name, Edit& edit) {
  auto [left, right] = program.view<Assign>(statement);
  size_t count = program.children(left).size(), values = program.children(right).size();
  uint32_t index = index_in_parent(program, name);
  if (count == 1 && values == 1) {
    mend_single_assignment(program, statement, edit);
  } else if (count == values && is_trivial(program, program.children(right)[index])) {
    erase_item(program, left, index, edit);
    erase_item(program, right, index, edit);
  } else {
    blank(program, name, edit);
  }
}

void mend_spec(const Snapshot& program, NodeId spec, NodeId name, Edit& edit) {
  auto [names, type, values] = program.view<VarSpec>(spec);
  auto items = program.children(values);
  uint32_t index = index_in_parent(program, name);
  if (program.children(names).size() > 1) {
    bool matched = items.size() == program.children(names).size();
    if (items.empty() || (matched && is_trivial(program, items[index]))) {
      erase_item(program, names, index, edit);
      if (matched) erase_item(program, values, index, edit);
    } else {
      blank(program, name, edit);
    }
  } else if (items.empty() || is_trivial(program, items[0])) {
    erase_spec(program, spec, edit);
  } else if (!type.has_value() && program.children(program.parent(spec)).size() == 1) {
    edit.replace(program.begin(program.parent(program.parent(spec))), program.begin(items[0]), "_ = ");
  } else {
    blank(program, name, edit);
  }
}

void mend_range(const Snapshot& program, NodeId statement, NodeId name, Edit& edit) {
  auto [key, value, x, body] = program.view<Range>(statement);
  if (name == value) {
    if (program.is_name(key, "_")) {
      edit.erase(program.begin(key), program.position(statement));
    } else {
      edit.erase(program.end(key), program.end(value));
    }
  } else if (!value.has_value() || program.is_name(value, "_")) {
    edit.erase(program.begin(key), program.position(statement));
  } else {
    blank(program, name, edit);
  }
}

// Assignments to a variable that nothing reads; without facts names are compared within the function.
void mend_plain_assignments(const Snapshot& program, NodeId declared, Edit& edit) {
  NodeId function = declared;
  while (program.enclosing(function, {NodeKind::kFuncDecl, NodeKind::kFuncLit}).has_value()) {
    function = program.enclosing(function, {NodeKind::kFuncDecl, NodeKind::kFuncLit});
  }
  for (NodeId node : program.nodes()) {
    if (node == declared || !program.is_name(node, program.spelling(declared)) ||
        !program.contains(function, node)) {
      continue;
    }
    NodeId list = program.parent(node), statement = program.parent(list);
    if (program.is(statement, NodeKind::kAssign) && program.tree().op(statement) == Token::kAssign &&
        program.view<Assign>(statement).left == list) {
      mend_assignment(program, statement, node, edit);
    }
  }
}

}  // namespace

bool mend_unused_variable(const Snapshot& program, NodeId name, Edit& edit) {
  if (!program.is(name, NodeKind::kName)) return false;
  NodeId parent = program.parent(name);
  NodeId owner = program.is(parent, NodeKind::kList) ? program.parent(parent) : parent;
  switch (program.kind(owner)) {
    case NodeKind::kAssign: mend_assignment(program, owner, name, edit); break;
    case NodeKind::kVarSpec: mend_spec(program, owner, name, edit); break;
    case NodeKind::kRange: mend_range(program, owner, name, edit); break;
    case NodeKind::kTypeSwitch:
      edit.erase(program.begin(name), program.begin(program.view<TypeSwitch>(owner).x));
      break;
    default: return false;
  }
  mend_plain_assignments(program, name, edit);
  return true;
}

}  // namespace escdiff::reduce
