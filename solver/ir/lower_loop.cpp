// for and range.
#include "solver/ir/lowering.h"

namespace escdiff::ir {

// The language version is "1.N".
bool Lowering::has_own_iterations() const {
  constexpr int kFirst = 22;
  const std::string& language = source_package_->language;
  return language.size() > 2 && std::stoi(language.substr(2)) >= kFirst;
}

void Lowering::lower_for(NodeId statement, Symbol label) {
  auto [init, condition, post, body] = syntax::view<syntax::For>(tree(), statement);
  const bool never = condition.has_value() && static_bool(condition) < 0;
  std::vector<InstId> before;
  if (init.has_value()) before = collect([&] { lower_statement(init); });
  if (never) note_dead(body);
  std::vector<InstId> before_condition;
  InstId tested;
  if (condition.has_value()) {
    before_condition = collect([&] { tested = expression(condition); });
    if (never && module_[tested].op == Op::kConstant) {
      for (const InstId first : before) emit(first);
      return;
    }
  }
  InstId after;
  if (post.has_value() && !never) after = block_of(pos(post), std::span(&post, 1));
  std::vector<InstId> inner;
  if (!never) {
    inner =
        collect([&] { lower_list(tree().children(syntax::view<syntax::Block>(tree(), body).statements)); });
  }
  const SourcePos at = pos(statement);
  emit(add({.op = Op::kFor,
            .flags = flag_if(has_own_iterations(), kOwnIterations),
            .pos = at,
            .payload = label.index},
           {tested, after, block(at, inner), block(at, before), block(at, before_condition)}));
}

InstId Lowering::range_target(NodeId node, bool define, LocalId& declared) {
  if (!node.has_value()) return InstId();
  const Target to = target(node);
  if (define) declared = to.declared;
  return to.left;
}

void Lowering::lower_range(NodeId statement, Symbol label) {
  const auto [key, value, x, body] = syntax::view<syntax::Range>(tree(), statement);
  if (is_range_function(statement)) return lower_range_function(statement, label);
  const bool define = tree().op(statement) == Token::kDefine;
  LocalId variables[2];
  InstId left[2] = {range_target(key, define, variables[0]), range_target(value, define, variables[1])};
  const InstId over = expression(x);
  std::vector<InstId> inner =
      collect([&] { lower_list(tree().children(syntax::view<syntax::Block>(tree(), body).statements)); });
  std::vector<InstId> declarations;
  for (const LocalId local : variables) {
    if (!local.has_value()) continue;
    declarations.push_back(
        add({.op = Op::kDeclare, .pos = module_.locals[local].pos, .payload = local.index}));
  }
  const SourcePos at = pos(statement);
  Inst inst{.op = Op::kRange, .flags = flag_if(define, kDefine), .pos = at};
  if (has_own_iterations()) inst.flags |= kOwnIterations;
  const InstId loop = add(inst, {over, left[0], left[1], block(pos(body), inner), block(at, declarations)});
  for (const InstId declaration : declarations) module_.locals[module_.local(declaration)].definition = loop;
  emit(loop);
}

}  // namespace escdiff::ir
