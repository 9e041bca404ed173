// Statement lists and simple statements.
#include "solver/ir/lowering.h"

namespace escdiff::ir {

// The statements that `body` emits.
std::vector<InstId> Lowering::collect(const std::function<void()>& body) {
  std::vector<InstId> list;
  std::vector<InstId>* outer = std::exchange(state_->statements, &list);
  body();
  state_->statements = outer;
  return list;
}

InstId Lowering::block(SourcePos at, std::span<const InstId> statements) {
  return module_.add({.op = Op::kBlock, .pos = at}, statements);
}

InstId Lowering::block_of(SourcePos at, std::span<const NodeId> statements) {
  return block(at, collect([&] { lower_list(statements); }));
}

// What follows a statement that ends the flow is dropped, but nothing before the last label of the list.
// True: so would be what follows the list.
bool Lowering::lower_list(std::span<const NodeId> statements) {
  size_t behind_last_label = 0;
  for (size_t i = 0; i < statements.size(); ++i) {
    if (tree().is(statements[i], NodeKind::kLabeled)) behind_last_label = i + 1;
  }
  bool dead = false;
  for (size_t i = 0; i < statements.size(); ++i) {
    if (dead && i >= behind_last_label) {
      note_dead(statements[i]);
      continue;
    }
    lower_statement(statements[i]);
    dead = terminates(statements[i]);
  }
  return dead;
}

// What a statement needs first (its init statement, declarations, temporaries) stands before it.
void Lowering::lower_statement(NodeId statement) {
  const size_t first = state_->statements->size();
  lower_statement_forms(statement);
  const NodeKind kind = tree().kind(statement);
  const bool holds_others = kind == NodeKind::kBlock || kind == NodeKind::kLabeled ||
                            kind == NodeKind::kDeclStmt || state_->statements->size() == first;
  if (holds_others) return;
  const Op last = module_[state_->statements->back()].op;
  if (kind == NodeKind::kIf && last != Op::kIf) return;        // one of its branches took its place
  if (kind == NodeKind::kRange && last != Op::kRange) return;  // over a function: statements of its own
  const bool leaves = kind == NodeKind::kReturn || kind == NodeKind::kBranch;
  if (leaves && state_->range_body != nullptr) return;  // likewise
  mark_preparations(first);
}

void Lowering::mark_preparations(size_t first) {
  for (size_t i = first; i + 1 < state_->statements->size(); ++i)
    module_.edit((*state_->statements)[i]).flags |= kPreparation;
}

void Lowering::lower_statement_forms(NodeId statement) {
  switch (tree().kind(statement)) {
    case NodeKind::kEmptyStmt: return;
    case NodeKind::kBlock:
      lower_list(tree().children(syntax::view<syntax::Block>(tree(), statement).statements));
      return;
    case NodeKind::kExprStmt: {
      const InstId x = expression(syntax::view<syntax::ExprStmt>(tree(), statement).x);
      return emit(add({.op = Op::kEvaluate, .pos = module_[x].pos}, {x}));
    }
    case NodeKind::kSendStmt: return lower_send(statement);
    case NodeKind::kIncDec: return lower_increment(statement);
    case NodeKind::kAssign: return lower_assign(statement);
    case NodeKind::kGoStmt: return lower_go_defer(statement, Op::kGo);
    case NodeKind::kDeferStmt: return lower_go_defer(statement, Op::kDefer);
    case NodeKind::kReturn: return lower_return(statement);
    case NodeKind::kBranch: return lower_branch(statement);
    case NodeKind::kIf: return lower_if(statement);
    case NodeKind::kSwitch: return lower_switch(statement);
    case NodeKind::kTypeSwitch: return lower_type_switch(statement);
    case NodeKind::kSelect: return lower_select(statement);
    case NodeKind::kFor: return lower_for(statement, Symbol());
    case NodeKind::kRange: return lower_range(statement, Symbol());
    case NodeKind::kLabeled: return lower_labeled(statement);
    case NodeKind::kDeclStmt:
      return lower_declarations(syntax::view<syntax::DeclStmt>(tree(), statement).declaration);
    default: ESCDIFF_UNREACHABLE("statement of kind {}", syntax::kind_name(tree().kind(statement)));
  }
}

void Lowering::lower_branch(NodeId statement) {
  if (const auto found = range_branches_.find(statement); found != range_branches_.end()) {
    return branch_from_range(statement, found->second);
  }
  const NodeId label = syntax::view<syntax::Branch>(tree(), statement).label;
  Op op = Op::kBreak;
  switch (tree().op(statement)) {
    case Token::kContinue: op = Op::kContinue; break;
    case Token::kGoto: op = Op::kGoto; break;
    case Token::kFallthrough: op = Op::kFallthrough; break;
    default: break;
  }
  const uint32_t payload = label.has_value() ? tree().symbol(label).index : Symbol::kNone;
  emit(add({.op = op, .pos = pos(statement), .payload = payload}));
}

void Lowering::lower_return(NodeId statement) {
  if (state_->range_body != nullptr) return return_from_range(statement);
  const NodeId results = syntax::view<syntax::Return>(tree(), statement).results;
  const TypeOf type_of_result = [this](size_t i) { return module_.locals[function().results[i]].type; };
  const std::vector<InstId> returned = values(pos(statement), type_of_result, tree().children(results));
  emit(add({.op = Op::kReturn, .pos = pos(statement)}, returned));
}

void Lowering::lower_send(NodeId statement) {
  const auto [channel, value] = syntax::view<syntax::SendStmt>(tree(), statement);
  const InstId to = expression(channel);
  const TypeId element = underlying(type_of(channel)).element;
  const InstId sent = converted(element, value);
  emit(add({.op = Op::kSend, .pos = pos(statement)}, {to, sent}));
}

void Lowering::lower_labeled(NodeId statement) {
  const auto [label, labeled] = syntax::view<syntax::Labeled>(tree(), statement);
  const Symbol name = tree().symbol(label);
  if (program_.symbols.text(name) != "_") {
    emit(add({.op = Op::kLabel, .pos = pos(statement), .payload = name.index}));
  }
  if (tree().is(labeled, NodeKind::kFor)) return lower_for(labeled, name);
  if (tree().is(labeled, NodeKind::kRange)) return lower_range(labeled, name);
  lower_statement(labeled);
}

// gc shows the init statement of an if when it needs nothing first, as definitions do.
void Lowering::lower_init(NodeId statement) {
  const size_t first = state_->statements->size();
  lower_statement(statement);
  if (state_->statements->size() != first + 1) return;
  Inst& only = module_.edit(state_->statements->back());
  if ((only.flags & kDefine) == 0) only.flags |= kSimpleInit;
}

// A constant condition leaves one branch, or none, in the place of the statement.
void Lowering::lower_if(NodeId statement) {
  auto [init, condition, then, otherwise] = syntax::view<syntax::If>(tree(), statement);
  const int known = static_bool(condition);
  if (init.has_value()) lower_init(init);
  const InstId tested = expression(condition);
  if (known != 0) {
    if (module_[tested].op != Op::kConstant) {
      emit(add({.op = Op::kAssign, .pos = pos(statement)}, {add({.op = Op::kBlank}), tested}));
    }
    if (known > 0) {
      lower_statement(then);
      return note_dead(otherwise);
    }
    note_dead(then);
    if (otherwise.has_value()) lower_statement(otherwise);
    return;
  }
  const InstId yes =
      block_of(pos(then), tree().children(syntax::view<syntax::Block>(tree(), then).statements));
  InstId no;
  if (otherwise.has_value()) no = block_of(pos(otherwise), std::span(&otherwise, 1));
  emit(add({.op = Op::kIf, .pos = pos(statement)}, {tested, yes, no}));
}

void Lowering::lower_declarations(NodeId declaration) {
  if (tree().op(declaration) != Token::kVar) return;
  for (const NodeId spec : tree().children(syntax::view<syntax::GenDecl>(tree(), declaration).specs)) {
    const auto [names, type, values] = syntax::view<syntax::VarSpec>(tree(), spec);
    const size_t first = state_->statements->size();
    assign(pos(spec), tree().children(names), tree().children(values));
    if (!tree().children(values).empty()) mark_preparations(first);
  }
}

}  // namespace escdiff::ir
