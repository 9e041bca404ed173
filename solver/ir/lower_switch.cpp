// switch, type switch, select.
#include <algorithm>

#include "solver/ir/lowering.h"
#include "solver/types/constant.h"
#include "solver/types/predicates.h"

namespace escdiff::ir {

// With a constant tag and constant cases up to the one that matches, only that clause is left; nullopt when
// that cannot be known.
std::optional<std::vector<Lowering::Clause>> Lowering::static_clauses(NodeId tag,
                                                                      std::span<const NodeId> clauses) const {
  types::ConstantValue wanted = true;
  if (tag.has_value()) {
    const ConstantId value = info().expression(tag).value;
    if (!value.has_value()) return std::nullopt;
    wanted = program_.constants[value];
  }
  NodeId chosen;
  for (const NodeId clause : clauses) {
    if (tree().has_flag(clause, syntax::kDefault)) chosen = clause;
    bool matched = false;
    for (const NodeId one : tree().children(syntax::view<syntax::CaseClause>(tree(), clause).expressions)) {
      const ConstantId value = info().expression(one).value;
      if (!value.has_value()) return std::nullopt;
      matched = matched || types::compare_constants(wanted, Token::kEql, program_.constants[value]);
      if (matched) break;
    }
    if (!matched) continue;
    chosen = clause;
    break;
  }
  if (!chosen.has_value()) return std::vector<Clause>();
  const NodeId body = syntax::view<syntax::CaseClause>(tree(), chosen).body;
  if (ends_with_fallthrough(tree().children(body))) return std::nullopt;
  return std::vector{Clause{chosen, true}};
}

// Tag and cases are compared as values of one type: of the tag's, or of any when a case cannot be converted
// to that.
TypeId Lowering::comparison_type(TypeId tag, std::span<const Clause> clauses) {
  for (const Clause& clause : clauses) {
    if (clause.as_default) continue;
    for (const NodeId one :
         tree().children(syntax::view<syntax::CaseClause>(tree(), clause.node).expressions)) {
      const TypeId type = type_of(one);
      if (assignable(type, tag)) continue;
      if (types::is_interface(program_, type) || types::is_interface(program_, tag)) {
        return program_.types.empty_interface();
      }
    }
  }
  return tag;
}

void Lowering::lower_switch(NodeId statement) {
  auto [init, tag, body] = syntax::view<syntax::Switch>(tree(), statement);
  if (init.has_value()) lower_statement(init);
  std::vector<Clause> clauses;
  for (const NodeId clause : tree().children(body)) clauses.push_back({clause, false});
  TypeId compared = tag.has_value() ? type_of(tag) : program_.types.basic(types::BasicKind::kBool);
  const bool channel = tag.has_value() && kind_of(compared) == types::TypeKind::kChan;
  if (auto known = static_clauses(tag, tree().children(body))) {
    for (const Clause& clause : clauses) {
      const bool is_left = std::any_of(known->begin(), known->end(),
                                       [&](const Clause& left) { return left.node == clause.node; });
      if (!is_left) note_dead(clause.node);
    }
    clauses = std::move(*known);
    tag = NodeId();
    compared = program_.types.basic(types::BasicKind::kBool);
  }
  if (!channel) compared = comparison_type(compared, clauses);
  std::vector<InstId> children{tag.has_value() ? converted(compared, tag) : InstId()};
  for (const Clause& clause : clauses) children.push_back(case_clause(clause, channel ? TypeId() : compared));
  emit(add({.op = Op::kSwitch, .pos = pos(statement)}, children));
}

InstId Lowering::case_clause(const Clause& clause, TypeId compared) {
  const auto [expressions, body] = syntax::view<syntax::CaseClause>(tree(), clause.node);
  std::vector<InstId> children{InstId()};
  if (!clause.as_default) {
    for (const NodeId one : tree().children(expressions)) children.push_back(converted(compared, one));
  }
  children[0] = block_of(pos(clause.node), tree().children(body));
  const bool is_default = clause.as_default || tree().has_flag(clause.node, syntax::kDefault);
  return add({.op = Op::kCaseClause, .flags = flag_if(is_default, kDefault), .pos = pos(clause.node)},
             children);
}

void Lowering::lower_type_switch(NodeId statement) {
  const auto [init, binding, x, clauses] = syntax::view<syntax::TypeSwitch>(tree(), statement);
  if (init.has_value()) lower_statement(init);
  std::vector<InstId> children{expression(x)};
  std::vector<LocalId> variables;
  for (const NodeId clause : tree().children(clauses)) {
    children.push_back(type_case(clause, binding.has_value()));
    const LocalId variable = module_.case_local(children.back());
    if (variable.has_value()) variables.push_back(variable);
  }
  const InstId inst = add({.op = Op::kTypeSwitch, .pos = pos(statement)}, children);
  for (const LocalId variable : variables) module_.locals[variable].definition = inst;
  emit(inst);
}

InstId Lowering::type_case(NodeId clause, bool has_binding) {
  const auto [expressions, body] = syntax::view<syntax::CaseClause>(tree(), clause);
  std::vector<TypeId> listed;
  for (const NodeId one : tree().children(expressions)) {
    record_type(info().type_of(one));
    listed.push_back(info().expression(one).mode == types::Mode::kNil ? TypeId() : type_of(one));
  }
  LocalId variable;
  if (has_binding) {
    const std::span<const NodeId> types = tree().children(expressions);
    variable = declare_variable(info().implicits.at(clause));
    module_.locals[variable].pos = types.empty() ? pos(clause) : end_of_type(types.back());
  }
  const bool is_default = tree().has_flag(clause, syntax::kDefault);
  Inst inst{.op = Op::kTypeCase,
            .flags = flag_if(is_default, kDefault),
            .pos = pos(clause),
            .payload = variable.index};
  inst.extra = module_.add_type_list(std::move(listed));
  return add(inst, {block_of(pos(clause), tree().children(body))});
}

// Where gc says that a type expression ends, which is where it puts the variable of a type switch's clause.
SourcePos Lowering::end_of_type(NodeId type) const {
  const auto last_type = [&](NodeId fields) {
    const std::span<const NodeId> list = tree().children(fields);
    return list.empty() ? NodeId() : syntax::view<syntax::Field>(tree(), list.back()).type;
  };
  for (;;) {
    NodeId next;
    switch (tree().kind(type)) {
      case NodeKind::kSelector: return pos(tree().child(type, 0));
      case NodeKind::kParen:
      case NodeKind::kStar:
      case NodeKind::kSliceType:
      case NodeKind::kChanType: next = tree().child(type, 0); break;
      case NodeKind::kArrayType:
      case NodeKind::kMapType: next = tree().child(type, 1); break;
      case NodeKind::kInterfaceType: {
        const std::span<const NodeId> elements = tree().children(tree().child(type, 0));
        if (elements.empty()) break;
        next = elements.back();
        if (tree().is(next, NodeKind::kMethod)) next = syntax::view<syntax::Method>(tree(), next).type;
        break;
      }
      case NodeKind::kFuncType: {
        const auto [parameters, results] = syntax::view<syntax::FuncType>(tree(), type);
        next = last_type(results);
        if (!next.has_value()) next = last_type(parameters);
        break;
      }
      case NodeKind::kIndex:
        next = tree().children(syntax::view<syntax::Index>(tree(), type).indices).back();
        break;
      default: break;
    }
    if (!next.has_value()) return pos(type);
    type = next;
  }
}

void Lowering::lower_select(NodeId statement) {
  std::vector<InstId> clauses;
  for (const NodeId clause : tree().children(syntax::view<syntax::Select>(tree(), statement).clauses)) {
    clauses.push_back(comm_clause(clause));
  }
  emit(add({.op = Op::kSelect, .pos = pos(statement)}, clauses));
}

InstId Lowering::comm_clause(NodeId clause) {
  const auto [communication, statements] = syntax::view<syntax::CommClause>(tree(), clause);
  std::vector<InstId> body;
  InstId operation;
  if (communication.has_value() && tree().is(communication, NodeKind::kAssign)) {
    operation = receive_clause(pos(clause), communication, body);
  } else if (communication.has_value()) {
    // Temporaries that it needs come before the select; the operation itself is the last statement.
    std::vector<InstId> list = collect([&] { lower_statement(communication); });
    operation = list.back();
    list.pop_back();
    for (const InstId before : list) emit(before);
  }
  const std::vector<InstId> rest = collect([&] { lower_list(tree().children(statements)); });
  body.insert(body.end(), rest.begin(), rest.end());
  return add({.op = Op::kCommClause, .pos = pos(clause)}, {operation, block(pos(clause), body)});
}

// `x = <-c` receives into x itself, or, when that needs a conversion, into a temporary that the body begins
// by assigning; `x, ok = <-c` always into temporaries.
InstId Lowering::receive_clause(SourcePos clause, NodeId communication, std::vector<InstId>& body) {
  const auto [left, right] = syntax::view<syntax::Assign>(tree(), communication);
  const SourcePos at = pos(communication);
  std::vector<InstId> list = collect([&] { assign(at, tree().children(left), tree().children(right)); });
  InstId operation;
  if (tree().children(left).size() == 2) {
    body.push_back(list.back());
    list.pop_back();
    // The variables are declared where they are assigned, behind the operation.
    const auto receive = std::find_if(list.begin(), list.end(),
                                      [&](InstId id) { return module_[id].op == Op::kAssignCommaOk; });
    operation = *receive;
    body.insert(body.begin(), receive + 1, list.end());
    list.erase(receive, list.end());
  } else {
    operation = list.back();
    list.pop_back();
    const InstId value = module_.child(operation, 1);
    if ((module_[operation].flags & kDefine) == 0 && module_[value].op == Op::kConvertInterface) {
      const InstId received = module_.child(value, 0);
      const LocalId temporary = add_temporary(clause, type_of_inst(received));
      module_.set_child(value, 0, use_of_local(temporary, clause));
      body.push_back(operation);
      const InstId statement = add({.op = Op::kAssign, .flags = kDefine, .pos = clause},
                                   {use_of_local(temporary, clause), received});
      list.push_back(add({.op = Op::kDeclare, .pos = clause, .payload = temporary.index}));
      operation = statement;
    } else {
      if (module_[value].op == Op::kConvertNop && (module_[value].flags & kImplicit) != 0) {
        module_.set_child(operation, 1, module_.child(value, 0));
      }
      // gc receives by another statement than the one that declared the variable.
      const InstId to = module_.child(operation, 0);
      const bool defines = (module_[operation].flags & kDefine) != 0;
      if (defines && module_[to].op == Op::kLocal) module_.locals[module_.local(to)].definition = InstId();
    }
  }
  for (const InstId before : list) emit(before);
  return operation;
}

}  // namespace escdiff::ir
