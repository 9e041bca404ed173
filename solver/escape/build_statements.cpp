// Statements, and the loop depth that they are in.
#include "solver/escape/builder.h"

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
  for (InstId item : children(id)) statement(item);
  walk_.loop_depth = depth;
}

void Builder::statement(InstId id) {
  switch (unit_[id].op) {
    case Op::kBlock:
      for (InstId item : children(id)) statement(item);
      return;
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
