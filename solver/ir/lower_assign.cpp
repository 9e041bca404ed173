// Assignments, definitions, several values at once.
#include "solver/ir/lowering.h"
#include "solver/types/predicates.h"

namespace escdiff::ir {

void Lowering::declare(LocalId local) {
  emit(add({.op = Op::kDeclare, .pos = module_.locals[local].pos, .payload = local.index}));
}

// var x T, a statement at `at`.
void Lowering::declare_zero(LocalId local, SourcePos at) {
  emit(add({.op = Op::kDeclare, .flags = kDefine, .pos = at, .payload = local.index}));
}

// Left sides are read before the right ones, so their variables are counted first.
Lowering::Target Lowering::target(NodeId node) {
  node = unparen(node);
  if (tree().is(node, NodeKind::kName)) {
    if (program_.symbols.text(tree().symbol(node)) == "_") {
      return {add({.op = Op::kBlank, .pos = pos(node)}), LocalId(), TypeId()};
    }
    if (const ObjectId object = info().definitions[node.index]; object.has_value()) {
      const LocalId local = declare_variable(object);
      return {use_of_local(local, pos(node)), local, declared_type(object)};
    }
  }
  const InstId left = expression(node);
  return {left, LocalId(), type_of_inst(left)};
}

std::vector<Lowering::Target> Lowering::targets(std::span<const NodeId> left) {
  std::vector<Target> list;
  for (const NodeId node : left) list.push_back(target(node));
  return list;
}

void Lowering::lower_assign(NodeId statement) {
  const auto [left, right] = syntax::view<syntax::Assign>(tree(), statement);
  const Token op = tree().op(statement);
  if (op == Token::kAssign || op == Token::kDefine) {
    return assign(pos(statement), tree().children(left), tree().children(right));
  }
  const NodeId value = tree().child(right, 0);
  const InstId to = expression(tree().child(left, 0));
  const bool shift = op == Token::kShl || op == Token::kShr;
  const InstId operand = shift ? expression(value) : converted(type_of_inst(to), value);
  emit(add({.op = Op::kAssignOperation, .token = op, .pos = pos(statement)}, {to, operand}));
}

void Lowering::lower_increment(NodeId statement) {
  const InstId x = expression(syntax::view<syntax::IncDec>(tree(), statement).x);
  const Token op = tree().op(statement) == Token::kSub ? Token::kDec : Token::kInc;
  const InstId one = constant_of(mpz_class(1), type_of_inst(x), pos(statement));
  emit(add({.op = Op::kAssignOperation, .token = op, .pos = pos(statement)}, {x, one}));
}

void Lowering::assign(SourcePos at, std::span<const NodeId> left, std::span<const NodeId> right) {
  const std::vector<Target> list = targets(left);
  if (right.empty()) {
    for (const Target& variable : list) {
      if (variable.declared.has_value()) declare_zero(variable.declared, at);
    }
    return;
  }
  emit_assignment(at, list, values(at, [&](size_t i) { return list[i].type; }, right));
}

void Lowering::emit_assignment(SourcePos at, std::span<const Target> list, std::span<const InstId> values) {
  uint8_t flags = 0;
  for (const Target& one : list) {
    if (!one.declared.has_value()) continue;
    declare(one.declared);
    flags = kDefine;
  }
  std::vector<InstId> pairs;
  for (size_t i = 0; i < list.size(); ++i) {
    pairs.push_back(add({.op = Op::kAssign, .flags = flags, .pos = at}, {list[i].left, values[i]}));
  }
  const InstId statement =
      pairs.size() == 1 ? pairs.front() : add({.op = Op::kAssignPairs, .flags = flags, .pos = at}, pairs);
  for (const Target& one : list) {
    if (one.declared.has_value()) module_.locals[one.declared].definition = statement;
  }
  emit(statement);
}

// One value a target, each converted to its target's type (unless it has none).
std::vector<InstId> Lowering::values(SourcePos at, const TypeOf& type_of_target,
                                     std::span<const NodeId> right) {
  if (right.size() == 1) {
    const TypeId type = type_of(right.front());
    if (type.has_value() && program_.types.kind(type) == types::TypeKind::kTuple &&
        program_.types[type].members.size() > 1) {
      return split_values(at, type_of_target, right.front(), type);
    }
  }
  std::vector<InstId> list;
  for (size_t i = 0; i < right.size(); ++i) list.push_back(converted(type_of_target(i), right[i]));
  return list;
}

// A call or comma-ok expression: its values go to temporaries first.
std::vector<InstId> Lowering::split_values(SourcePos at, const TypeOf& type_of_target, NodeId right,
                                           TypeId tuple) {
  const bool comma_ok = info().expression(unparen(right)).comma_ok;
  std::vector<InstId> parts{expression(right)};
  std::vector<LocalId> temporaries;
  std::vector<InstId> list;
  for (const TypeId member : std::vector(program_.types[tuple].members)) {
    const TypeId type = types::is_untyped(program_, member) ? types::default_type(program_, member) : member;
    const LocalId temporary = add_temporary(at, type);
    temporaries.push_back(temporary);
    declare(temporary);
    parts.push_back(use_of_local(temporary, at));
    const TypeId wanted = type_of_target(temporaries.size() - 1);
    const InstId use = use_of_local(temporary, at);
    InstId value = convert(wanted.has_value() ? wanted : type, use, at, true);
    // gc hangs the call on a conversion of the first value that changes nothing but shows:
    // sum(int(.autotmp_1), ...).
    if (value == use && list.empty()) value = add({.op = Op::kConvertNop, .pos = at, .type = type}, {use});
    list.push_back(value);
  }
  const Op op = comma_ok ? Op::kAssignCommaOk : Op::kAssignCall;
  if (module_[parts.front()].op == Op::kTypeAssert) module_.edit(parts.front()).flags |= kCommaOk;
  const InstId statement = add({.op = op, .flags = kDefine, .pos = at}, parts);
  for (const LocalId temporary : temporaries) module_.locals[temporary].definition = statement;
  emit(statement);
  return list;
}

// A use of a new temporary that `value` is assigned to before the current statement.
InstId Lowering::into_temporary(SourcePos at, InstId value) {
  const LocalId temporary = add_temporary(at, type_of_inst(value));
  declare(temporary);
  const InstId statement = add({.op = Op::kAssign, .pos = at}, {use_of_local(temporary, at), value});
  module_.locals[temporary].definition = statement;
  emit(statement);
  return use_of_local(temporary, at);
}

}  // namespace escdiff::ir
