// A range over a function: what gc writes in its place.
//
//   for x := range f { ... }      becomes      #state1 := ready
//                                              #yield1 := func(x T) bool {
//                                                #tmpState := #state1; #state1 = running
//                                                if #tmpState != ready { panicrangestate(#tmpState) }
//                                                ...
//                                                #state1 = ready; return true
//                                              }
//                                              f(#yield1)
//                                              if #state1 == running { panicrangestate(...) }
//                                              #state1 = exhausted
//                                              ... what #next asks for ...
//
// Branches out of a body are returns of false; they leave a number in #next when more than one body ends or
// when the function around has to jump. Returned values go to the results themselves, which therefore get
// names
// (#rv1). #next and #defers (where deferred calls belong) are variables of the function, declared in front of
// the outermost loop.
#include <fmt/core.h>

#include <algorithm>

#include "solver/ir/lowering.h"
#include "solver/syntax/walk.h"

namespace escdiff::ir {

namespace {

// What #state holds (internal/abi, RF_State).
constexpr int64_t kDone = 0;
constexpr int64_t kReady = 1;
constexpr int64_t kRunning = 2;
constexpr int64_t kExhausted = 3;
constexpr int64_t kMissingPanic = 4;

// What #next holds: 2n breaks loop n, one less continues it; negative numbers are returns and jumps.
constexpr int64_t kReturn = -1;
int64_t breaks(uint32_t depth) { return 2 * int64_t{depth}; }
int64_t continues(uint32_t depth) { return breaks(depth) - 1; }
int64_t jumps(const RangeExit& exit) {
  constexpr int64_t kKinds = 3;
  const int64_t kind = exit.op == Token::kGoto ? 0 : exit.op == Token::kBreak ? 1 : 2;
  return kReturn - 1 - kind - kKinds * exit.label.index;
}

}  // namespace

LocalId Lowering::add_hidden(FunctionState& state, LocalKind kind, std::string name, TypeId type,
                             SourcePos at) {
  Local local;
  local.kind = kind;
  local.name = symbol(name);
  local.text = package_prefix(source_) + name;
  local.type = type;
  local.pos = at;
  return add_local(state, std::move(local));
}

InstId Lowering::integer(int64_t value, SourcePos at) {
  return constant_of(mpz_class(value), program_.types.basic(types::BasicKind::kInt), at);
}

InstId Lowering::boolean(bool value, SourcePos at) {
  return constant_of(value, program_.types.basic(types::BasicKind::kBool), at);
}

void Lowering::define_hidden(LocalId local, InstId value, SourcePos at) {
  const size_t first = state_->statements->size();
  declare(local);
  const InstId statement =
      add({.op = Op::kAssign, .flags = kDefine, .pos = at}, {use_of_local(local, at), value});
  module_.locals[local].definition = statement;
  emit(statement);
  mark_preparations(first);
}

void Lowering::set_hidden(LocalId local, int64_t value, SourcePos at) {
  emit(add({.op = Op::kAssign, .pos = at}, {hidden(local, at), integer(value, at)}));
}

void Lowering::emit_if(LocalId tested, Token op, int64_t value, SourcePos at,
                       const std::function<void()>& then) {
  const TypeId type = program_.types.basic(types::BasicKind::kBool);
  const InstId condition = add({.op = Op::kBinary, .token = op, .pos = at, .type = type},
                               {hidden(tested, at), integer(value, at)});
  emit(add({.op = Op::kIf, .pos = at}, {condition, block(at, collect(then)), InstId()}));
}

void Lowering::panic_range_state(InstId state, SourcePos at) {
  Inst call{.op = Op::kRuntimeCall, .pos = at};
  call.extra = symbol("panicrangestate").index;
  emit(add({.op = Op::kEvaluate, .pos = at}, {add(call, {state})}));
}

LocalId Lowering::next_variable() {
  FunctionState& root = naming_state();
  if (!root.next.has_value()) {
    const TypeId type = program_.types.basic(types::BasicKind::kInt);
    root.next = add_hidden(root, LocalKind::kVariable, "#next", type, SourcePos());
  }
  return root.next;
}

InstId Lowering::defers_token(SourcePos at) {
  FunctionState& root = naming_state();
  if (!root.defers.has_value()) {
    root.defers =
        add_hidden(root, LocalKind::kVariable, "#defers", program_.types.empty_interface(), SourcePos());
  }
  return hidden(root.defers, at);
}

void Lowering::lower_range_function(NodeId statement, Symbol label) {
  const auto [key, value, x, body] = syntax::view<syntax::Range>(tree(), statement);
  const SourcePos start = tree().begin(statement);
  const SourcePos end{tree().end(body).offset - 1};
  FunctionState& root = naming_state();
  RangeBody loop;
  loop.outer = state_->range_body;
  if (loop.outer != nullptr) {
    loop.depth = loop.outer->depth + 1;
  } else {
    range_branches_.merge(
        range_branches(tree(), statement, label, [this](NodeId range) { return is_range_function(range); }));
  }
  const TypeId integer_type = program_.types.basic(types::BasicKind::kInt);
  const RangeNumbers numbers = range_numbers(statement);
  loop.state =
      add_hidden(*state_, LocalKind::kVariable, fmt::format("#state{}", numbers.state), integer_type, start);
  const InstId yield = range_body(statement, loop);
  if (loop.outer == nullptr) declare_range_variables(root, start);
  define_hidden(loop.state, integer(kReady, start), start);
  emit_iteration(x, yield, fmt::format("#yield{}", numbers.yield), start);
  emit_if(loop.state, Token::kEql, kRunning, end,
          [&] { panic_range_state(integer(kMissingPanic, end), end); });
  set_hidden(loop.state, kExhausted, end);
  emit_range_checks(loop, end);
  if (loop.outer == nullptr) root.next = root.defers = LocalId();
}

void Lowering::declare_range_variables(FunctionState& root, SourcePos at) {
  // In the order of their first use.
  std::vector<LocalId> variables;
  if (root.next.has_value()) variables.push_back(root.next);
  if (root.defers.has_value()) variables.push_back(root.defers);
  std::sort(variables.begin(), variables.end());
  for (const LocalId variable : variables) {
    if (variable == root.next) {
      declare_zero(variable, at);
      continue;
    }
    Inst call{.op = Op::kRuntimeCall, .pos = at, .type = program_.types.empty_interface()};
    call.extra = symbol("deferrangefunc").index;
    define_hidden(variable, add(call), at);
  }
}

// Of what the function `x`, which is ranged over, calls.
TypeId Lowering::yield_type(NodeId x) {
  return program_.types[underlying(type_of(x)).parameters].members.front();
}

// x(#yield), where x may be the selector of a method.
void Lowering::emit_iteration(NodeId x, InstId yield, std::string name, SourcePos at) {
  const LocalId variable =
      add_hidden(*state_, LocalKind::kVariable, std::move(name), type_of_inst(yield), SourcePos());
  define_hidden(variable, yield, at);
  const size_t first = state_->statements->size();
  const InstId call = call_of(at, unparen(x), [&](TypeId) {
    return std::vector{convert(yield_type(x), use_of_local(variable, at), at, true)};
  });
  emit(add({.op = Op::kEvaluate, .pos = at}, {call}));
  mark_preparations(first);
}

// The Closure of the body.
InstId Lowering::range_body(NodeId statement, RangeBody& loop) {
  const SourcePos start = tree().begin(statement);
  const auto [key, value, x, body] = syntax::view<syntax::Range>(tree(), statement);
  const SourcePos end{tree().end(body).offset - 1};
  Function function;
  function.name = closure_name("-range", "-range", naming_state().range_bodies);
  function.package_prefix = package_prefix(source_);
  function.parent = state_->id;
  function.pos = start;
  const types::Type& type = underlying(yield_type(x));
  function.signature = program_.types.signature(type.parameters, type.results, false);
  function.is_range_body = true;
  function.is_instance = module_.functions[state_->id].is_instance;
  const TypeId signature = function.signature;
  FunctionState state;
  state.outer = state_;
  state.range_body = &loop;
  state.id = module_.functions.add(std::move(function));
  module_.functions[state_->id].closures.push_back(state.id);
  state_ = &state;
  if (state.outer->dictionary.has_value()) capture_dictionary(state);
  declare_range_parameters(state, statement, signature);
  const std::vector<InstId> statements = collect([&] {
    assign_range_targets(statement);
    check_not_running(loop, start);
    if (lower_list(tree().children(syntax::view<syntax::Block>(tree(), body).statements))) return;
    set_hidden(loop.state, kReady, end);
    emit(add({.op = Op::kReturn, .pos = end}, {boolean(true, end)}));
  });
  module_.functions[state.id].body = block(start, statements);
  if (state.dictionary.has_value()) module_.functions[state.id].captures.push_back(state.dictionary);
  state_ = state.outer;
  return add({.op = Op::kClosure, .pos = start, .type = signature, .payload = state.id.index});
}

// Variables that the loop declares are the parameters; all others are called #p1, #p2.
void Lowering::declare_range_parameters(FunctionState& state, NodeId statement, TypeId signature) {
  const auto [key, value, x, body] = syntax::view<syntax::Range>(tree(), statement);
  const bool define = tree().op(statement) == Token::kDefine;
  const NodeId variables[2] = {key, value};
  const std::vector<TypeId> types = program_.types[underlying(signature).parameters].members;
  for (size_t i = 0; i < types.size(); ++i) {
    if (define && i < std::size(variables) && variables[i].has_value()) {
      add_parameter(state, LocalKind::kParameter, variables[i], types[i], pos(variables[i]), i);
      continue;
    }
    const LocalId local = add_hidden(state, LocalKind::kParameter, fmt::format("#p{}", i + 1), types[i],
                                     tree().begin(statement));
    module_.functions[state.id].parameters.push_back(local);
  }
  const TypeId boolean = program_.types.basic(types::BasicKind::kBool);
  const LocalId result = add_hidden(state, LocalKind::kResult, "#r", boolean, tree().begin(statement));
  module_.functions[state.id].results.push_back(result);
}

// Without := the body begins with assignments of the parameters.
void Lowering::assign_range_targets(NodeId statement) {
  const auto [key, value, x, body] = syntax::view<syntax::Range>(tree(), statement);
  if (tree().op(statement) == Token::kDefine) return;
  const NodeId left[2] = {key, value};
  for (size_t i = 0; i < std::size(left); ++i) {
    if (!left[i].has_value()) continue;
    const SourcePos at = pos(left[i]);
    const Target to = target(left[i]);
    InstId parameter = use_of_local(function().parameters[i], at);
    if (to.type.has_value()) parameter = convert(to.type, parameter, at, true);
    emit_assignment(at, std::span(&to, 1), std::span(&parameter, 1));
  }
}

void Lowering::check_not_running(RangeBody& loop, SourcePos at) {
  const TypeId type = program_.types.basic(types::BasicKind::kInt);
  const LocalId before = add_hidden(*state_, LocalKind::kVariable, "#tmpState", type, SourcePos());
  define_hidden(before, hidden(loop.state, at), at);
  set_hidden(loop.state, kRunning, at);
  emit_if(before, Token::kNeq, kReady, at, [&] { panic_range_state(hidden(before, at), at); });
}

// The end of the current body: its loop goes on or not.
void Lowering::leave_body(bool goes_on, SourcePos at) {
  set_hidden(state_->range_body->state, goes_on ? kReady : kDone, at);
  emit(add({.op = Op::kReturn, .pos = at}, {boolean(goes_on, at)}));
}

void Lowering::return_from_range(NodeId statement) {
  const SourcePos at = pos(statement);
  const std::span<const NodeId> returned =
      tree().children(syntax::view<syntax::Return>(tree(), statement).results);
  if (!returned.empty()) {
    std::vector<Target> targets;
    for (const LocalId result : module_.functions[naming_state().id].results) {
      targets.push_back({hidden(result, at), LocalId(), module_.locals[result].type});
    }
    emit_assignment(at, targets, values(at, [&](size_t i) { return targets[i].type; }, returned));
  }
  note_return();
  set_hidden(next_variable(), kReturn, at);
  leave_body(false, at);
}

void Lowering::note_return() {
  for (RangeBody* loop = state_->range_body; loop != nullptr; loop = loop->outer) loop->checks_return = true;
}

bool Lowering::is_range_function(NodeId range) {
  return kind_of(type_of(syntax::view<syntax::Range>(tree(), range).x)) == types::TypeKind::kSignature;
}

// Whether the body of a function has, in a range over a function, a return with values; it may be dead.
// Statements stand in statements alone, but for those of literals, which do not count: most of the tree, the
// expressions, need not be looked at.
bool Lowering::returns_from_range(NodeId body) {
  bool found = false;
  const auto visit = [&](const auto& self, NodeId root, bool in_range) -> void {
    syntax::walk_preorder(tree(), root, [&](NodeId node, NodeId) {
      if (found) return false;
      switch (tree().kind(node)) {
        case NodeKind::kReturn:
          found = in_range && !tree().children(syntax::view<syntax::Return>(tree(), node).results).empty();
          return false;
        case NodeKind::kRange:
          if (in_range || !is_range_function(node)) return true;
          self(self, syntax::view<syntax::Range>(tree(), node).body, true);
          return false;
        case NodeKind::kBlock:
        case NodeKind::kIf:
        case NodeKind::kSwitch:
        case NodeKind::kTypeSwitch:
        case NodeKind::kSelect:
        case NodeKind::kCaseClause:
        case NodeKind::kCommClause:
        case NodeKind::kFor:
        case NodeKind::kLabeled:
        case NodeKind::kList: return true;
        default: return false;
      }
    });
  };
  visit(visit, body, false);
  return found;
}

// gc counts before it drops dead code: states on the way in, yields on the way out.
RangeNumbers Lowering::range_numbers(NodeId range) {
  FunctionState& root = naming_state();
  uint32_t states = 0, yields = 0;
  const auto number = [&](const auto& self, NodeId node) -> void {
    syntax::walk_preorder(tree(), node, [&](NodeId inner, NodeId) {
      if (tree().is(inner, NodeKind::kFuncLit)) return false;
      if (!tree().is(inner, NodeKind::kRange) || !is_range_function(inner)) return true;
      const uint32_t state = ++states;
      self(self, syntax::view<syntax::Range>(tree(), inner).body);
      root.ranges[inner] = {state, ++yields};
      return false;
    });
  };
  if (root.ranges.empty()) number(number, root.body);
  return root.ranges.at(range);
}

// Values that such a return leaves are kept in the results, which get names for that.
void Lowering::name_results(FunctionState& root) {
  const Function& function = module_.functions[root.id];
  for (size_t i = 0; i < function.results.size(); ++i) {
    Local& result = module_.locals[function.results[i]];
    if (!result.blank) continue;
    result.name = symbol(fmt::format("#rv{}", i + 1));
    result.text = local_text(result.name);
    result.blank = false;
  }
}

void Lowering::branch_from_range(NodeId statement, const RangeBranch& branch) {
  const SourcePos at = pos(statement);
  const bool continues_loop = branch.exit.op == Token::kContinue;
  if (branch.to_loop && branch.depth == state_->range_body->depth) return leave_body(continues_loop, at);
  note_branch(branch);
  int64_t next = jumps(branch.exit);
  if (branch.to_loop) next = continues_loop ? continues(branch.depth) : breaks(branch.depth);
  set_hidden(next_variable(), next, at);
  leave_body(false, at);
}

// The last loop to be left looks at what #next says; those inside it just end. To break a loop is to leave
// that, too.
void Lowering::note_branch(const RangeBranch& branch) {
  const bool continues_loop = branch.exit.op == Token::kContinue;
  for (RangeBody* loop = state_->range_body; loop != nullptr && loop->depth >= branch.depth;
       loop = loop->outer) {
    const bool is_last = loop->depth == branch.depth + 1;
    if (branch.to_loop) {
      if (loop->depth == branch.depth && continues_loop) break;
      (continues_loop && is_last ? loop->checks_continue : loop->checks_break) = true;
    } else if (loop->depth > branch.depth) {
      if (is_last) {
        loop->exits.push_back(branch.exit);
      } else {
        loop->checks_return = true;
      }
    }
  }
}

// gc makes functions of the bodies before it drops dead code: the checks for what that would do stay. `dead`
// may be none.
void Lowering::note_dead(NodeId dead) {
  if (dead.has_value() && state_->range_body != nullptr) note_dead(dead, state_->range_body->depth);
}

// `depth`: how many ranges over functions are around `dead`.
void Lowering::note_dead(NodeId dead, uint32_t depth) {
  syntax::walk_preorder(tree(), dead, [&](NodeId node, NodeId) {
    switch (tree().kind(node)) {
      case NodeKind::kFuncLit: return false;
      case NodeKind::kReturn:
        note_return();
        next_variable();
        return false;
      case NodeKind::kDeferStmt: defers_token(pos(node)); return true;
      case NodeKind::kBranch: {
        const auto found = range_branches_.find(node);
        if (found == range_branches_.end()) return false;
        if (found->second.to_loop && found->second.depth == depth) return false;
        note_branch(found->second);
        next_variable();
        return false;
      }
      case NodeKind::kRange:
        if (!is_range_function(node)) return true;
        next_variable();
        note_dead(syntax::view<syntax::Range>(tree(), node).body, depth + 1);
        return false;
      default: return true;
    }
  });
}

void Lowering::emit_exit(const RangeExit& exit, SourcePos at) {
  emit_if(next_variable(), Token::kEql, jumps(exit), at, [&] {
    set_hidden(next_variable(), 0, at);
    Op op = Op::kGoto;
    if (exit.op == Token::kBreak) op = Op::kBreak;
    if (exit.op == Token::kContinue) op = Op::kContinue;
    emit(add({.op = op, .pos = at, .payload = exit.label.index}));
  });
}

// What follows the loop, in the function that holds it.
void Lowering::emit_range_checks(const RangeBody& loop, SourcePos at) {
  std::vector<RangeExit> done;
  for (const RangeExit& exit : loop.exits) {
    if (std::find(done.begin(), done.end(), exit) != done.end()) continue;
    done.push_back(exit);
    emit_exit(exit, at);
  }
  if (loop.outer == nullptr) {
    if (!loop.checks_return) return;
    return emit_if(next_variable(), Token::kEql, kReturn, at,
                   [&] { emit(add({.op = Op::kReturn, .pos = at})); });
  }
  if (loop.checks_return) emit_if(next_variable(), Token::kLss, 0, at, [&] { leave_body(false, at); });
  const uint32_t outer = loop.outer->depth;
  emit_if(next_variable(), Token::kGtr, breaks(outer), at,
          [&] { panic_range_state(integer(kDone, at), at); });
  const auto leave = [&](Token op, int64_t value, bool resets, bool goes_on) {
    emit_if(next_variable(), op, value, at, [&] {
      if (resets) set_hidden(next_variable(), 0, at);
      leave_body(goes_on, at);
    });
  };
  if (loop.checks_continue) leave(Token::kEql, continues(outer), true, true);
  if (loop.checks_break) leave(Token::kEql, breaks(outer), true, false);
  if (loop.checks_continue || loop.checks_break) leave(Token::kGtr, 0, false, false);
}

}  // namespace escdiff::ir
