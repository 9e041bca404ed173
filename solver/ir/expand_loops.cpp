// Loop variables of their own for each iteration (Go 1.22): see lower.h. Loops come with their declarations
// in blocks of their own and leave with those in front of them.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "solver/ir/passes.h"
#include "solver/ir/walk.h"

namespace escdiff::ir {

namespace {

class LoopExpander {
 public:
  LoopExpander(types::Program& program, Module& module, FunctionId function)
      : program_(program), module_(module), function_(function), declared_(module.own_variables(function)) {}
  void statements(InstId id);

 private:
  void blocks_below(InstId id);
  void expand_for(InstId loop, std::vector<InstId>& list);
  void expand_range(InstId loop, std::vector<InstId>& list);
  std::vector<LocalId> leaked_variables(InstId loop, InstId init) const;
  void carry(InstId loop, std::span<const LocalId> leaked, std::vector<InstId>& init,
             std::vector<InstId>& body);
  void redirect(InstId assignment, const std::map<LocalId, LocalId>& carriers);
  void first_or_post(InstId loop, std::vector<InstId>& init, std::vector<InstId>& body);
  void continue_becomes_goto(InstId statement, Symbol loop_label, Symbol target, int depth);
  InstId break_unless(InstId loop, InstId condition);

  InstId add(Inst inst, std::initializer_list<InstId> children = {}) {
    return module_.add(inst, std::span(children.begin(), children.size()));
  }
  // Stands in front of the loop, and is a part of it.
  void prepare(InstId statement, std::vector<InstId>& list) {
    module_.edit(statement).flags |= kPreparation;
    list.push_back(statement);
  }
  InstId block(SourcePos at, std::span<const InstId> list) {
    return module_.add({.op = Op::kBlock, .pos = at}, list);
  }
  std::vector<InstId> list_of(InstId block) const {
    const std::span<const InstId> list = module_.children(block);
    return {list.begin(), list.end()};
  }

  types::Program& program_;
  Module& module_;
  FunctionId function_;
  uint32_t declared_;   // variables of the function so far: numbers temporaries
  uint32_t loops_ = 0;  // expanded three-clause loops so far
};

// The variables declared in `init` whose address is taken or that a closure captures in the loop, outside
// return statements.
std::vector<LocalId> LoopExpander::leaked_variables(InstId loop, InstId init) const {
  std::vector<LocalId> candidates;
  for (const InstId statement : module_.children(init)) {
    if (module_[statement].op != Op::kDeclare) continue;
    const LocalId local = module_.local(statement);
    if (module_.locals[local].kind == LocalKind::kVariable) candidates.push_back(local);
  }
  std::vector<LocalId> leaked;
  if (candidates.empty() || (module_[loop].flags & kOwnIterations) == 0) return leaked;
  const auto note = [&](LocalId local) {
    if (std::find(candidates.begin(), candidates.end(), local) == candidates.end()) return;
    if (std::find(leaked.begin(), leaked.end(), local) == leaked.end()) leaked.push_back(local);
  };
  std::set<InstId> of_returns;
  visit(module_, loop, [&](InstId id) {
    const Inst& inst = module_[id];
    if (inst.op == Op::kReturn || of_returns.contains(id)) return false;
    if (inst.op == Op::kBlock) {
      add_preparations(module_, id, [](Op op) { return op == Op::kReturn; }, of_returns);
    } else if (inst.op == Op::kClosure) {
      for (const LocalId captured : module_.functions[module_.function(id)].captures)
        note(module_.canonical(captured));
    } else if (inst.op == Op::kAddress) {
      const InstId outer = outer_value(module_, module_.child(id, 0));
      if (module_[outer].op == Op::kLocal) note(module_.local(outer));
    }
    return true;
  });
  std::sort(leaked.begin(), leaked.end());
  return leaked;
}

void LoopExpander::statements(InstId id) {
  std::vector<InstId> list;
  bool changes = false;  // most blocks have no loops: nothing is copied
  for (uint32_t slot = 0; slot < module_[id].count; ++slot) {
    const InstId statement = module_.child(id, slot);
    blocks_below(statement);
    const Op op = module_[statement].op;
    const bool is_loop = op == Op::kFor || op == Op::kRange;
    if (is_loop && !changes) {
      const std::span<const InstId> before = module_.children(id).first(slot);
      list.assign(before.begin(), before.end());
      changes = true;
    }
    if (op == Op::kFor) {
      expand_for(statement, list);
    } else if (op == Op::kRange) {
      expand_range(statement, list);
    } else if (changes) {
      list.push_back(statement);
    }
  }
  if (changes) module_.set_children(id, list);
}

void LoopExpander::blocks_below(InstId id) {
  for (uint32_t slot = 0; slot < module_[id].count; ++slot) {
    const InstId child = module_.child(id, slot);
    if (!child.has_value()) continue;
    if (module_[child].op == Op::kBlock) {
      statements(child);
    } else {
      blocks_below(child);
    }
  }
}

// if !condition { break }
InstId LoopExpander::break_unless(InstId loop, InstId condition) {
  const SourcePos at = module_[condition].pos;
  const SourcePos place = module_[loop].pos;
  const TypeId type = module_[condition].type;
  const InstId no =
      add({.op = Op::kUnary, .token = syntax::Token::kNot, .pos = at, .type = type}, {condition});
  const InstId leave = add({.op = Op::kBreak, .pos = place, .payload = Symbol::kNone});
  return add({.op = Op::kIf, .pos = place}, {no, block(place, std::array{leave}), InstId()});
}

void LoopExpander::expand_for(InstId loop, std::vector<InstId>& list) {
  const SourcePos at = module_[loop].pos;
  const InstId condition = module_.child(loop, 0);
  std::vector<InstId> init = list_of(module_.child(loop, 3));
  const std::vector<InstId> before_condition = list_of(module_.child(loop, 4));
  const std::vector<LocalId> leaked = leaked_variables(loop, module_.child(loop, 3));
  std::vector<InstId> body;
  std::vector<InstId> children{condition, module_.child(loop, 1), module_.child(loop, 2)};
  if (!leaked.empty()) {
    carry(loop, leaked, init, body);
    children = {InstId(), InstId(), block(at, body)};
  } else if (!before_condition.empty()) {
    body = before_condition;
    body.push_back(break_unless(loop, condition));
    const std::vector<InstId> rest = list_of(module_.child(loop, 2));
    body.insert(body.end(), rest.begin(), rest.end());
    children = {InstId(), module_.child(loop, 1), block(at, body)};
  }
  module_.set_children(loop, children);
  for (const InstId before : init) prepare(before, list);
  list.push_back(loop);
}

// Carriers keep the values from one iteration to the next: `body` becomes all that an iteration does.
void LoopExpander::carry(InstId loop, std::span<const LocalId> leaked, std::vector<InstId>& init,
                         std::vector<InstId>& body) {
  const SourcePos at = module_[loop].pos;
  std::vector<InstId> back;
  std::map<LocalId, LocalId> carriers;
  for (const LocalId local : leaked) {
    const LocalId carrier = module_.add_temporary(function_, declared_++, at, module_.locals[local].type);
    carriers[local] = carrier;
    body.push_back(add({.op = Op::kDeclare, .pos = module_.locals[local].pos, .payload = local.index}));
    body.push_back(add({.op = Op::kAssign, .flags = kDefine, .pos = at},
                       {module_.use(local, at), module_.use(carrier, at)}));
    module_.locals[local].definition = body.back();
    back.push_back(add({.op = Op::kAssign, .pos = at}, {module_.use(carrier, at), module_.use(local, at)}));
  }
  const Symbol next = program_.symbols.intern(fmt::format(".3clNext_{}", ++loops_));
  const std::vector<InstId> old_body = list_of(module_.child(loop, 2));
  for (const InstId statement : old_body)
    continue_becomes_goto(statement, Symbol(module_[loop].payload), next, 0);
  // The init statement fills the carriers instead.
  std::erase_if(init, [&](InstId id) {
    return module_[id].op == Op::kDeclare && carriers.contains(module_.local(id));
  });
  for (const InstId before : init) {
    redirect(before, carriers);
    if (module_[before].op != Op::kAssignPairs) continue;
    for (const InstId pair : module_.children(before)) redirect(pair, carriers);
  }
  if (module_.child(loop, 1).has_value()) first_or_post(loop, init, body);
  const std::vector<InstId> before_condition = list_of(module_.child(loop, 4));
  body.insert(body.end(), before_condition.begin(), before_condition.end());
  const InstId condition = module_.child(loop, 0);
  if (condition.has_value()) body.push_back(break_unless(loop, condition));
  body.insert(body.end(), old_body.begin(), old_body.end());
  body.push_back(add({.op = Op::kLabel, .pos = at, .payload = next.index}));
  body.insert(body.end(), back.begin(), back.end());
}

void LoopExpander::redirect(InstId assignment, const std::map<LocalId, LocalId>& carriers) {
  if (module_[assignment].op != Op::kAssign || (module_[assignment].flags & kDefine) == 0) return;
  const InstId left = module_.child(assignment, 0);
  if (module_[left].op != Op::kLocal) return;
  const auto carrier = carriers.find(module_.local(left));
  if (carrier != carriers.end()) module_.edit(left).payload = carrier->second.index;
}

// if first { first = false } else { post }
void LoopExpander::first_or_post(InstId loop, std::vector<InstId>& init, std::vector<InstId>& body) {
  const SourcePos at = module_[loop].pos;
  const TypeId boolean = program_.types.basic(types::BasicKind::kBool);
  const LocalId first = module_.add_temporary(function_, declared_++, at, boolean);
  const auto set = [&](bool value) {
    const ConstantId constant = program_.constants.add(types::ConstantValue(value));
    return add({.op = Op::kAssign, .pos = at},
               {module_.use(first, at),
                add({.op = Op::kConstant, .pos = at, .type = boolean, .payload = constant.index})});
  };
  init.push_back(set(true));
  module_.locals[first].definition = init.back();
  const InstId begun = set(false);
  body.push_back(add({.op = Op::kDeclare, .pos = at, .payload = first.index}));
  body.push_back(add({.op = Op::kIf, .pos = at},
                     {module_.use(first, at), block(at, std::array{begun}), module_.child(loop, 1)}));
}

// A continue of the loop jumps to where the carriers get their values.
void LoopExpander::continue_becomes_goto(InstId statement, Symbol loop_label, Symbol target, int depth) {
  if (!statement.has_value()) return;
  const Inst& inst = module_[statement];
  if (inst.op == Op::kContinue) {
    const Symbol label(inst.payload);
    const bool ours = label.has_value() ? loop_label.has_value() && label == loop_label : depth == 0;
    if (!ours) return;
    module_.edit(statement).op = Op::kGoto;
    module_.edit(statement).payload = target.index;
    return;
  }
  const bool loop = inst.op == Op::kFor || inst.op == Op::kRange;
  for (uint32_t slot = 0; slot < module_[statement].count; ++slot) {
    continue_becomes_goto(module_.child(statement, slot), loop_label, target, depth + (loop ? 1 : 0));
  }
}

// A variable of its own for each iteration: the range fills a temporary, the body begins with a copy of it.
void LoopExpander::expand_range(InstId loop, std::vector<InstId>& list) {
  const SourcePos at = module_[loop].pos;
  const InstId init = module_.child(loop, 4);
  const std::vector<LocalId> leaked = leaked_variables(loop, init);
  std::vector<InstId> children = list_of(loop);
  children.pop_back();
  std::vector<InstId> prologue;
  for (const uint32_t slot : {1U, 2U}) {
    if (!children[slot].has_value() || module_[children[slot]].op != Op::kLocal) continue;
    const LocalId local = module_.local(children[slot]);
    if (std::find(leaked.begin(), leaked.end(), local) == leaked.end()) continue;
    const LocalId carrier = module_.add_temporary(function_, declared_++, at, module_.locals[local].type);
    const InstId copy =
        add({.op = Op::kAssign, .flags = kDefine, .pos = at}, {children[slot], module_.use(carrier, at)});
    children[slot] = module_.use(carrier, at);
    // gc puts each copy in front of the body, so the value's comes before the key's.
    prologue.insert(
        prologue.begin(),
        {add({.op = Op::kDeclare, .pos = module_.locals[local].pos, .payload = local.index}), copy});
  }
  for (const InstId declaration : module_.children(init)) {
    if (std::find(leaked.begin(), leaked.end(), module_.local(declaration)) == leaked.end())
      prepare(declaration, list);
  }
  if (!prologue.empty()) {
    const std::vector<InstId> body = list_of(children[3]);
    prologue.insert(prologue.end(), body.begin(), body.end());
    module_.set_children(children[3], prologue);
  }
  module_.set_children(loop, children);
  list.push_back(loop);
}

}  // namespace

void expand_loops(types::Program& program, Module& module, const Family& family) {
  for (const FunctionId function : family) {
    const InstId body = module.functions[function].body;
    if (body.has_value()) LoopExpander(program, module, function).statements(body);
  }
}

}  // namespace escdiff::ir
