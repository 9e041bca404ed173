// for and range.
#include "solver/ir/lowering.h"

namespace escdiff::ir {

void Lowering::lower_for(NodeId statement, Symbol label) {
  auto [init, condition, post, body] = syntax::view<syntax::For>(tree(), statement);
  const bool never = condition.has_value() && static_bool(condition) < 0;
  Loop loop;
  loop.pos = pos(statement);
  loop.label = label;
  if (init.has_value()) loop.init = collect([&] { lower_statement(init); });
  if (condition.has_value()) {
    loop.before_condition = collect([&] { loop.condition = expression(condition); });
    if (never && module_[loop.condition].op == Op::kConstant) {
      for (const InstId before : loop.init) emit(before);
      return;
    }
  }
  if (post.has_value() && !never) loop.post = block_of(pos(post), std::span(&post, 1));
  if (!never) {
    loop.body =
        collect([&] { lower_list(tree().children(syntax::view<syntax::Block>(tree(), body).statements)); });
  }
  emit_for(std::move(loop));
}

// if !condition { break }, behind the temporaries that the condition needs.
InstId Lowering::break_unless(const Loop& loop) {
  const SourcePos at = module_[loop.condition].pos;
  const InstId no =
      add({.op = Op::kUnary, .token = Token::kNot, .pos = at, .type = type_of_inst(loop.condition)},
          {loop.condition});
  const InstId leave = add({.op = Op::kBreak, .pos = loop.pos, .payload = Symbol::kNone});
  return add({.op = Op::kIf, .pos = loop.pos}, {no, block(loop.pos, std::span(&leave, 1)), InstId()});
}

void Lowering::emit_for(Loop loop) {
  std::vector<LocalId> candidates;
  for (const InstId before : loop.init) {
    if (module_[before].op != Op::kDeclare) continue;
    const LocalId local = module_.local(before);
    if (module_.locals[local].kind == LocalKind::kVariable) candidates.push_back(local);
  }
  std::vector<InstId> parts = loop.init;
  parts.insert(parts.end(), loop.before_condition.begin(), loop.before_condition.end());
  parts.push_back(loop.condition);
  parts.push_back(loop.post);
  parts.insert(parts.end(), loop.body.begin(), loop.body.end());
  if (const std::vector<LocalId> leaked = leaked_variables(candidates, parts); !leaked.empty()) {
    expand_for(loop, leaked);
  } else if (!loop.before_condition.empty()) {
    std::vector<InstId> body = loop.before_condition;
    body.push_back(break_unless(loop));
    body.insert(body.end(), loop.body.begin(), loop.body.end());
    loop.body = std::move(body);
    loop.condition = InstId();
  }
  for (const InstId before : loop.init) emit(before);
  emit(add({.op = Op::kFor, .pos = loop.pos}, {loop.condition, loop.post, block(loop.pos, loop.body)}));
}

InstId Lowering::range_target(NodeId node, bool define, LocalId& declared) {
  if (!node.has_value()) return InstId();
  const Target to = target(node);
  if (define) declared = to.declared;
  return to.left;
}

void Lowering::lower_range(NodeId statement) {
  const auto [key, value, x, body] = syntax::view<syntax::Range>(tree(), statement);
  if (kind_of(type_of(x)) == types::TypeKind::kSignature) {
    return refuse(pos(statement), "range over a function");
  }
  const bool define = tree().op(statement) == Token::kDefine;
  LocalId variables[2];
  InstId left[2] = {range_target(key, define, variables[0]), range_target(value, define, variables[1])};
  const InstId over = expression(x);
  std::vector<InstId> inner =
      collect([&] { lower_list(tree().children(syntax::view<syntax::Block>(tree(), body).statements)); });
  std::vector<LocalId> declared;
  for (const LocalId local : variables) {
    if (local.has_value()) declared.push_back(local);
  }
  std::vector<InstId> parts = inner;
  parts.push_back(over);
  const std::vector<LocalId> leaked = leaked_variables(declared, parts);
  // A variable of its own for each iteration: the range fills a temporary, the body begins with a copy of it.
  std::vector<InstId> prologue;
  for (uint32_t slot = 0; slot < 2; ++slot) {
    const LocalId local = variables[slot];
    if (!local.has_value()) continue;
    if (std::find(leaked.begin(), leaked.end(), local) == leaked.end()) {
      declare(local);
      continue;
    }
    const LocalId temporary = add_loop_temporary(pos(statement), module_.locals[local].type);
    const InstId copy = add({.op = Op::kAssign, .flags = kDefine, .pos = pos(statement)},
                            {left[slot], use_of_local(temporary, pos(statement))});
    left[slot] = use_of_local(temporary, pos(statement));
    // gc puts each copy in front of the body, so the value's comes before the key's.
    prologue.insert(
        prologue.begin(),
        {add({.op = Op::kDeclare, .pos = module_.locals[local].pos, .payload = local.index}), copy});
  }
  inner.insert(inner.begin(), prologue.begin(), prologue.end());
  const InstId loop = add({.op = Op::kRange, .flags = flag_if(define, kDefine), .pos = pos(statement)},
                          {over, left[0], left[1], block(pos(body), inner)});
  for (const LocalId local : declared) module_.locals[local].definition = loop;
  emit(loop);
}

}  // namespace escdiff::ir
