// Expression switches and type switches.
#include <algorithm>

#include "solver/types/checker.h"

namespace escdiff::types {

using namespace syntax;

void Checker::report_multiple_defaults(NodeId clauses) {
  NodeId first;
  for (NodeId clause : tree_.children(clauses)) {
    const bool is_default = tree_.is(clause, NodeKind::kCommClause)
                                ? !view<CommClause>(tree_, clause).communication.has_value()
                                : tree_.has_flag(clause, kDefault);
    if (!is_default) continue;
    if (first.has_value()) {
      error_at(begin(clause), "multiple defaults (first at {})", position_string(begin(first)));
    } else {
      first = clause;
    }
  }
}

void Checker::switch_statement(NodeId node) {
  const Switch s = view<Switch>(tree_, node);
  open_scope();
  statement(s.init);
  Operand x;
  if (s.tag.has_value()) {
    expression(x, s.tag);
    assignment(x, TypeId(), "switch expression");
    if (x.valid() && !is_comparable(program_, x.type, true, package_, nullptr) &&
        !has_nil(program_, x.type)) {
      error_at(begin(x), "cannot switch on {} ({} is not comparable)", str(x), str(x.type));
      x.mode = Mode::kInvalid;
    }
  } else {
    x = Operand{.mode = Mode::kConstant, .type = bool_, .value = constant(true)};
  }
  report_multiple_defaults(s.clauses);
  std::unordered_multimap<std::string, SeenCase> seen;
  for (NodeId item : tree_.children(s.clauses)) {
    const CaseClause clause = view<CaseClause>(tree_, item);
    case_values(x, clause.expressions, seen);
    open_scope();
    statement_list(clause.body);
    close_scope();
  }
  close_scope();
}

void Checker::case_values(Operand& x, NodeId expressions,
                          std::unordered_multimap<std::string, SeenCase>& seen) {
  for (NodeId node : tree_.children(expressions)) {
    Operand v;
    expression(v, node);
    if (!x.valid() || !v.valid()) continue;
    convert_untyped(v, x.type);
    if (!v.valid()) continue;
    Operand result = v, tag = x;
    comparison(result, tag, Token::kEql, true);
    if (!result.valid() || v.mode != Mode::kConstant) continue;
    const ConstantValue& value = value_of(v);
    if (std::holds_alternative<bool>(value) || std::holds_alternative<ComplexValue>(value) ||
        is_unknown(value))
      continue;
    const std::string key = constant_key(value);
    const auto [first, last] = seen.equal_range(key);
    const auto other = std::find_if(
        first, last, [&](const auto& entry) { return types_.identical(entry.second.type, v.type); });
    if (other != last) {
      error_at(begin(v), "duplicate case {} in expression switch\n\t{}: previous case", str(v),
               position_string(other->second.pos));
      continue;
    }
    seen.emplace(key, SeenCase{begin(v), v.type});
  }
}

bool Checker::is_nil(NodeId node) const {
  node = unparen(node);
  if (!tree_.is(node, NodeKind::kName)) return false;
  const ObjectId object = lookup(tree_.symbol(node));
  return object.has_value() && program_.objects[object].kind == ObjectKind::kNil;
}

// Checks a clause's types; the type that the clause's variable has. `x`: none when the switched value is
// invalid.
TypeId Checker::case_types(const Operand* x, NodeId expressions,
                           std::vector<std::pair<TypeId, NodeId>>& seen) {
  const auto nodes = tree_.children(expressions);
  TypeId type;
  for (NodeId node : nodes) {
    type = TypeId();
    if (is_nil(node)) {
      Operand ignored;
      expression(ignored, node);
    } else {
      type = variable_type(node);
      if (!is_valid(type)) continue;
    }
    const auto other = std::find_if(seen.begin(), seen.end(), [&](const auto& entry) {
      return type.has_value() == entry.first.has_value() &&
             (!type.has_value() || types_.identical(type, entry.first));
    });
    if (other != seen.end()) {
      error_at(begin(node), "duplicate case {} in type switch\n\t{}: previous case",
               type.has_value() ? str(type) : "nil", position_string(begin(other->second)));
      continue;
    }
    seen.emplace_back(type, node);
    if (x != nullptr && type.has_value()) check_assertion(node, *x, type, true);
  }
  if (nodes.size() == 1 && type.has_value()) return type;
  return x != nullptr ? x->type : types_.invalid();
}

void Checker::type_switch(NodeId node) {
  const TypeSwitch s = view<TypeSwitch>(tree_, node);
  open_scope();
  statement(s.init);
  NodeId binding = s.binding;
  if (binding.has_value() && tree_.symbol(binding) == blank_) {
    error(begin(binding), "no new variable on left side of :=");
    binding = NodeId();
  }
  Operand x;
  const NodeId switched = tree_.is(s.x, NodeKind::kTypeAssert) ? view<TypeAssert>(tree_, s.x).x : s.x;
  expression(x, switched);
  const Operand* usable = nullptr;
  if (x.valid()) {
    if (is_type_parameter(program_, x.type)) {
      error_at(begin(x), "cannot use type switch on type parameter value {}", str(x));
    } else if (is_interface(program_, x.type) && !is_nil_operand(x)) {
      usable = &x;
    } else {
      error_at(begin(x), "{} is not an interface", str(x));
    }
  }
  report_multiple_defaults(s.clauses);
  std::vector<ObjectId> variables;
  std::vector<std::pair<TypeId, NodeId>> seen;
  for (NodeId item : tree_.children(s.clauses)) {
    const CaseClause clause = view<CaseClause>(tree_, item);
    const TypeId type = case_types(usable, clause.expressions, seen);
    open_scope();
    if (binding.has_value()) {
      const ObjectId variable = new_object(Object{.kind = ObjectKind::kVar,
                                                  .name = tree_.symbol(binding),
                                                  .type = type,
                                                  .package = package_,
                                                  .pos = begin(binding),
                                                  .declaration = item});
      state(variable).done = true;
      declare_local(variable);
      info_.implicits[item] = variable;
      variables.push_back(variable);
    }
    statement_list(clause.body);
    close_scope();
  }
  const bool used =
      std::any_of(variables.begin(), variables.end(), [&](ObjectId v) { return program_.objects[v].used; });
  if (binding.has_value() && !used)
    error_at(begin(binding), "{} declared and not used", str(tree_.symbol(binding)));
  close_scope();
}

}  // namespace escdiff::types
