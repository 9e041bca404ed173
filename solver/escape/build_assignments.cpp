// Assignments: variables, and storage behind pointers.
#include "solver/escape/builder.h"
#include "solver/escape/intrinsics.h"
#include "solver/escape/self_assignment.h"

namespace escdiff::escape {

namespace {

Reason comma_ok_reason(Op source) {
  switch (source) {
    case Op::kIndexMap: return Reason::kAssignPairMap;
    case Op::kReceive: return Reason::kAssignPairReceive;
    default: return Reason::kAssignPairDotType;
  }
}

}  // namespace

// The hole for what is stored in `left`. Storage behind pointers is not told apart from the heap: what is
// stored there leaks, and the pointer counts as written through.
Hole Builder::target(InstId left) {
  if (!left.has_value()) return kDiscard;
  if (unit_.reached != nullptr) unit_.reached->add(ReachedKind::kTarget, {static_cast<int>(unit_[left].op)});
  switch (unit_[left].op) {
    case Op::kBlank: return kDiscard;
    case Op::kLocal: return {location_of(module().local(left))};
    case Op::kGlobal: return kToHeap;
    case Op::kDot: return target(child(left, 0));
    case Op::kIndexArray: discard(child(left, 1)); return target(child(left, 0));
    case Op::kIndexSlice:
      discard(child(left, 1));
      expression(kToMutator, child(left, 0));
      return kToHeap;
    case Op::kDereference:
    case Op::kDotPointer: expression(kToMutator, child(left, 0)); return kToHeap;
    case Op::kIndexMap:
      discard(child(left, 0));
      expression(because(map_storage(), Reason::kMapPutKey, left), child(left, 1));
      return map_storage();
    case Op::kConvertNop: return target(child(left, 0));
    default: ESCDIFF_UNREACHABLE("{} is no target", ir::op_name(unit_[left].op));
  }
}

// All targets first, then all values: as they are evaluated.
void Builder::assign(InstId statement, std::span<const InstId> pairs) {
  std::vector<Hole> holes;
  for (InstId pair : pairs) holes.push_back(target(child(pair, 0)));
  Reason reason = unit_[statement].op == Op::kAssign ? Reason::kAssign : Reason::kAssignPair;
  for (uint32_t i = 0; i < pairs.size(); ++i) {
    Hole hole = because(holes[i], reason, statement);
    value_into(hole, child(pairs[i], 0), child(pairs[i], 1), statement);
  }
  for (const Hole& hole : holes) mark_reassigned(hole, statement);
}

void Builder::value_into(Hole hole, InstId left, InstId right, InstId statement) {
  if (left.has_value() && is_header_data(unit_, left)) return unsafe_arithmetic(hole, right);
  if (!unit_.is_wrong(Rule::kSelfAssignment) && is_self_assignment(unit_, left, right)) {
    if (unit_.reached != nullptr)
      unit_.reached->add(ReachedKind::kSelfAssignment,
                         {static_cast<int>(unit_[left].op), static_cast<int>(unit_[right].op)});
    self_assignments_.push_back({frames_[walk_.frame.index].function, statement});
    hole = kDiscard;
  }
  expression(hole, right);
}

void Builder::assign_operation(InstId id) {
  Hole hole = target(child(id, 0));
  value_into(because(hole, Reason::kAssign, id), child(id, 0), child(id, 1), id);
  mark_reassigned(hole, id);
}

void Builder::assign_call(InstId id) {
  std::vector<Hole> results;
  for (InstId left : children(id).subspan(1)) results.push_back(target(left));
  call(&results, child(id, 0));
  for (const Hole& hole : results) mark_reassigned(hole, id);
}

void Builder::assign_comma_ok(InstId id) {
  Hole value = target(child(id, 1));
  Hole ok = target(child(id, 2));
  value_into(because(value, comma_ok_reason(unit_[child(id, 0)].op), id), child(id, 1), child(id, 0), id);
  mark_reassigned(value, id);
  mark_reassigned(ok, id);
}

void Builder::return_values(InstId id) {
  const std::vector<LocationId>& results = frames_[walk_.frame.index].results;
  std::span<const InstId> values = children(id);
  for (uint32_t i = 0; i < values.size(); ++i)
    expression(because({results[i]}, Reason::kReturn, id), values[i]);
  for (LocationId result : results) mark_reassigned({result}, id);
}

// A variable's definition is no reassignment, but a range defines its variables anew each turn.
void Builder::mark_reassigned(const Hole& hole, InstId statement) {
  LocalId local = locations_[hole.to.index].local;
  if (local.has_value() && module().locals[local].definition == statement &&
      unit_[statement].op != Op::kRange)
    return;
  captures_[hole.to.index].is_reassigned = true;
}

}  // namespace escdiff::escape
