// Loop variables of their own for each iteration (Go 1.22): see lower.h.
#include <fmt/core.h>

#include <algorithm>

#include "solver/ir/lowering.h"
#include "solver/ir/walk.h"

namespace escdiff::ir {

// The language version is "1.N".
bool Lowering::has_own_iterations() const {
  constexpr int kFirst = 22;
  const std::string& language = program_.packages[package_].language;
  return language.size() > 2 && std::stoi(language.substr(2)) >= kFirst;
}

// Those of `candidates` whose address is taken or that a closure captures in `parts`, outside return
// statements.
std::vector<LocalId> Lowering::leaked_variables(std::span<const LocalId> candidates,
                                                std::span<const InstId> parts) const {
  std::vector<LocalId> leaked;
  if (candidates.empty() || !has_own_iterations()) return leaked;
  const auto note = [&](LocalId local) {
    if (std::find(candidates.begin(), candidates.end(), local) == candidates.end()) return;
    if (std::find(leaked.begin(), leaked.end(), local) == leaked.end()) leaked.push_back(local);
  };
  for (const InstId part : parts) {
    visit(module_, part, [&](InstId id) {
      const Inst& inst = module_[id];
      if (inst.op == Op::kReturn) return false;
      if (inst.op == Op::kClosure) {
        for (const LocalId captured : module_.functions[module_.function(id)].captures)
          note(module_.canonical(captured));
      } else if (inst.op == Op::kAddress) {
        const InstId outer = outer_value(module_, module_.child(id, 0));
        if (module_[outer].op == Op::kLocal) note(module_.local(outer));
      }
      return true;
    });
  }
  std::sort(leaked.begin(), leaked.end());
  return leaked;
}

void Lowering::expand_for(Loop& loop, std::span<const LocalId> leaked) {
  const SourcePos at = loop.pos;
  std::vector<InstId> body;
  std::vector<InstId> back;
  std::map<LocalId, LocalId> carriers;
  for (const LocalId local : leaked) {
    const LocalId carrier = add_loop_temporary(at, module_.locals[local].type);
    carriers[local] = carrier;
    body.push_back(add({.op = Op::kDeclare, .pos = module_.locals[local].pos, .payload = local.index}));
    body.push_back(add({.op = Op::kAssign, .flags = kDefine, .pos = at},
                       {use_of_local(local, at), use_of_local(carrier, at)}));
    module_.locals[local].definition = body.back();
    back.push_back(add({.op = Op::kAssign, .pos = at}, {use_of_local(carrier, at), use_of_local(local, at)}));
  }
  const Symbol next = symbol(fmt::format(".3clNext_{}", ++state_->loops));
  for (const InstId statement : loop.body) continue_becomes_goto(statement, loop.label, next, 0);

  // The init statement fills the carriers instead.
  std::erase_if(loop.init, [&](InstId id) {
    return module_[id].op == Op::kDeclare && carriers.contains(module_.local(id));
  });
  const auto redirect = [&](InstId assignment) {
    if (module_[assignment].op != Op::kAssign || (module_[assignment].flags & kDefine) == 0) return;
    const InstId left = module_.child(assignment, 0);
    if (module_[left].op != Op::kLocal) return;
    const auto carrier = carriers.find(module_.local(left));
    if (carrier != carriers.end()) module_.edit(left).payload = carrier->second.index;
  };
  for (const InstId before : loop.init) {
    redirect(before);
    if (module_[before].op != Op::kAssignPairs) continue;
    for (const InstId pair : module_.children(before)) redirect(pair);
  }

  if (loop.post.has_value()) {
    const TypeId boolean = program_.types.basic(types::BasicKind::kBool);
    const LocalId first = add_loop_temporary(at, boolean);
    const auto set = [&](bool value) {
      return add({.op = Op::kAssign, .pos = at}, {use_of_local(first, at), constant_of(value, boolean, at)});
    };
    loop.init.push_back(set(true));
    module_.locals[first].definition = loop.init.back();
    const InstId begun = set(false);
    body.push_back(add({.op = Op::kDeclare, .pos = at, .payload = first.index}));
    body.push_back(add({.op = Op::kIf, .pos = at},
                       {use_of_local(first, at), block(at, std::span(&begun, 1)), loop.post}));
  }
  body.insert(body.end(), loop.before_condition.begin(), loop.before_condition.end());
  if (loop.condition.has_value()) body.push_back(break_unless(loop));
  body.insert(body.end(), loop.body.begin(), loop.body.end());
  body.push_back(add({.op = Op::kLabel, .pos = at, .payload = next.index}));
  body.insert(body.end(), back.begin(), back.end());
  loop.body = std::move(body);
  loop.condition = InstId();
  loop.post = InstId();
}

// A continue of the loop jumps to where the carriers get their values.
void Lowering::continue_becomes_goto(InstId statement, Symbol loop_label, Symbol target, int depth) {
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
  for (const InstId child : module_.children(statement)) {
    continue_becomes_goto(child, loop_label, target, depth + (loop ? 1 : 0));
  }
}

}  // namespace escdiff::ir
