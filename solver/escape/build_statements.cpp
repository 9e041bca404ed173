// Statements, and the loop depth that they are in.
#include <algorithm>

#include "solver/escape/builder.h"
#include "solver/ir/walk.h"

namespace escdiff::escape {

namespace {

bool is_call(Op op) {
  switch (op) {
    case Op::kCall:
    case Op::kCallMethod:
    case Op::kCallInterface:
    case Op::kInlinedCall:
    case Op::kAppend:
    case Op::kCopy:
    case Op::kBuiltinCall:
    case Op::kRuntimeCall: return true;
    default: return false;
  }
}

}  // namespace

// A jump back makes the rest of a block a loop; the block's end ends it.
void Builder::block(InstId id) {
  if (!id.has_value()) return;
  int depth = walk_.loop_depth;
  statements(children(id));
  walk_.loop_depth = depth;
}

// gc evaluates what an operand needs first where the operand stands. That matters when another operand, an
// inlined call, has a label that is jumped back to: what comes behind it is in a loop.
void Builder::statements(std::span<const InstId> list) {
  if (walk_.looping.empty()) {
    for (const InstId item : list) statement(item);
    return;
  }
  for (size_t i = 0; i < list.size();) {
    size_t owner = i;
    while (owner < list.size() && (unit_[list[owner]].op == Op::kDeclare || defines_for_operand(list[owner])))
      ++owner;
    const bool waits = owner != i && owner != list.size() && evaluates_looping_label(list[owner]);
    const size_t outer = walk_.late.size();
    for (; i < owner; ++i)
      if (!waits || !wait_for_use(list[i])) statement(list[i]);
    if (i < list.size()) statement(list[i++]);
    while (walk_.late.size() > outer) evaluate_late(outer);
  }
}

// A statement that gives temporaries to one operand of the statement behind it.
bool Builder::defines_for_operand(InstId id) const {
  const Inst& inst = unit_[id];
  const bool assigns = inst.op == Op::kAssign || inst.op == Op::kAssignCall || inst.op == Op::kAssignCommaOk;
  if (!assigns || (inst.flags & ir::kPreparation) == 0) return false;
  const InstId left = child(id, inst.op == Op::kAssign ? 0 : 1);
  if (unit_[left].op != Op::kLocal) return false;
  const ir::Local& local = module().locals[module().local(left)];
  return local.kind == ir::LocalKind::kTemporary && local.definition == id;
}

// Of statements that hold others: what is evaluated before these.
bool Builder::evaluates_looping_label(InstId statement) const {
  switch (unit_[statement].op) {
    case Op::kFor:
    case Op::kSelect:
    case Op::kBlock: return false;
    case Op::kIf:
    case Op::kRange:
    case Op::kSwitch:
    case Op::kTypeSwitch: statement = child(statement, 0); break;
    default: break;
  }
  bool found = false;
  ir::visit(unit_.module, statement, [&](InstId inside) {
    const Inst& inst = unit_[inside];
    const bool is_label = inst.op == Op::kLabel && inst.payload < walk_.looping.size();
    found = found || (is_label && walk_.looping[inst.payload]);
    return !found;
  });
  return found;
}

// False: no operand waits for it.
bool Builder::wait_for_use(InstId preparation) {
  InstId definition = preparation;
  if (unit_[preparation].op == Op::kDeclare)
    definition = module().locals[module().local(preparation)].definition;
  if (!definition.has_value() || !defines_for_operand(definition)) return false;
  const auto late = std::ranges::find(walk_.late, definition, &Late::definition);
  if (late == walk_.late.end()) {
    walk_.late.push_back({definition, {preparation}});
  } else {
    late->statements.push_back(preparation);
  }
  return true;
}

void Builder::evaluate_late(size_t number) {
  const Late late = std::move(walk_.late[number]);
  walk_.late.erase(walk_.late.begin() + static_cast<std::ptrdiff_t>(number));
  for (const InstId id : late.statements) statement(id);
}

void Builder::use(LocalId local) {
  if (walk_.late.empty()) return;
  const InstId definition = module().locals[local].definition;
  const auto late = std::ranges::find(walk_.late, definition, &Late::definition);
  if (late != walk_.late.end()) evaluate_late(static_cast<size_t>(late - walk_.late.begin()));
}

void Builder::statement(InstId id) {
  if (unit_.reached != nullptr) reach_statement(id);
  switch (unit_[id].op) {
    case Op::kBlock: return statements(children(id));
    case Op::kDeclare:
      if (!module().locals[module().local(id)].blank)
        locations_[location_of(module().local(id)).index].loop_depth = walk_.loop_depth;
      return;
    case Op::kAssign: return assign(id, {&id, 1});
    case Op::kAssignPairs: return assign(id, children(id));
    case Op::kAssignOperation: return assign_operation(id);
    case Op::kAssignCall: return assign_call(id);
    case Op::kAssignCommaOk: return assign_comma_ok(id);
    case Op::kEvaluate: {
      InstId x = child(id, 0);
      return is_call(unit_[x].op) ? call(nullptr, x) : discard(x);
    }
    case Op::kCheckNil: return discard(child(id, 0));
    case Op::kSend:
      discard(child(id, 0));
      return expression(unit_.is_wrong(Rule::kChannelSend) ? kDiscard : because(kToHeap, Reason::kSend, id),
                        child(id, 1));
    case Op::kIf:
      discard(child(id, 0));
      block(child(id, 1));
      return block(child(id, 2));
    case Op::kFor: return for_loop(id);
    case Op::kRange: return range_loop(id);
    case Op::kSwitch: return switch_cases(id);
    case Op::kTypeSwitch: return type_switch(id);
    case Op::kSelect: return select(id);
    case Op::kGo:
    case Op::kDefer: return deferred_call(id);
    case Op::kReturn: return return_values(id);
    case Op::kLabel:
      if (unit_[id].payload < walk_.looping.size() && walk_.looping[unit_[id].payload]) ++walk_.loop_depth;
      return;
    case Op::kGoto:
    case Op::kBreak:
    case Op::kContinue:
    case Op::kFallthrough: return;
    default: ESCDIFF_UNREACHABLE("{} is no statement", ir::op_name(unit_[id].op));
  }
}

// The order decides what a capture has seen: the condition and the post statement come before the body.
void Builder::for_loop(InstId id) {
  ++walk_.loop_depth;
  discard(child(id, 0));
  if (InstId post = child(id, 1); post.has_value()) statement(post);
  block(child(id, 2));
  --walk_.loop_depth;
}

// What is ranged over is evaluated once and lives until the loop ends. Values are copies of the elements;
// keys carry no pointers that matter.
void Builder::range_loop(InstId id) {
  InstId x = child(id, 0);
  LocationId ranged = add_lasting_temporary();
  expression({ranged}, x);
  ++walk_.loop_depth;
  Hole key = target(child(id, 1));
  Hole value = target(child(id, 2));
  bool is_array = unit_.program.types.underlying_kind(type_of(x)) == types::TypeKind::kArray;
  flow(is_array ? because(value, Reason::kRange, id)
                : because(value.dereferenced(), Reason::kRangeDereferenced, id),
       ranged);
  mark_reassigned(key, id);
  mark_reassigned(value, id);
  block(child(id, 3));
  --walk_.loop_depth;
}

void Builder::switch_cases(InstId id) {
  discard(child(id, 0));
  for (InstId clause : children(id).subspan(1)) {
    discard_from(clause, 1);
    block(child(clause, 0));
  }
}

// Each clause's variable is the interface's value: itself, or what the interface points at.
void Builder::type_switch(InstId id) {
  std::vector<Hole> holes;
  std::span<const InstId> clauses = children(id).subspan(1);
  for (InstId clause : clauses) {
    LocalId local = module().case_local(clause);
    if (!local.has_value()) continue;
    LocationId variable = location_of(local);
    locations_[variable.index].loop_depth = walk_.loop_depth;
    TypeId type = module().locals[local].type;
    if (!unit_.types.has_pointers(type)) continue;
    bool is_boxed = !unit_.types.is_interface(type) && !unit_.types.is_pointer_shaped(type);
    holes.push_back(because({variable, is_boxed ? 1 : 0}, Reason::kSwitchCase, clause));
  }
  expression(tee(holes), child(id, 0));
  for (InstId clause : clauses) block(child(clause, 0));
}

void Builder::select(InstId id) {
  for (InstId clause : children(id)) {
    if (InstId communication = child(clause, 0); communication.has_value()) statement(communication);
    block(child(clause, 1));
  }
}

// A call deferred outside of loops runs before the frame dies: what it holds need not live on the heap,
// unless that is another function's frame.
void Builder::deferred_call(InstId id) {
  Hole hole = kToHeap;
  bool is_own = unit_[id].op == Op::kDefer && unit_[id].count == 1;
  if (is_own && walk_.loop_depth == 1) hole = {add_lasting_temporary()};
  expression(hole, child(child(id, 0), 0));
}

// Labels in the order of the source: a goto that comes after its label jumps back.
void Builder::find_looping_labels(InstId id, std::vector<bool>& seen) {
  const Inst& inst = unit_[id];
  auto mark = [](std::vector<bool>& set, uint32_t symbol) {
    if (set.size() <= symbol) set.resize(symbol + 1);
    set[symbol] = true;
  };
  if (inst.op == Op::kLabel) mark(seen, inst.payload);
  if (inst.op == Op::kGoto && inst.payload < seen.size() && seen[inst.payload])
    mark(walk_.looping, inst.payload);
  for (InstId child : children(id))
    if (child.has_value()) find_looping_labels(child, seen);
}

}  // namespace escdiff::escape
