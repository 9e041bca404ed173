// Calls: what arguments and results let flow.
#include "solver/escape/builder.h"
#include "solver/escape/intrinsics.h"
#include "solver/ir/static_value.h"

namespace escdiff::escape {

namespace {

// The hole of a builtin's only result.
Hole only(ResultHoles results) { return results == nullptr || results->empty() ? kDiscard : (*results)[0]; }

}  // namespace

void Builder::call(ResultHoles results, InstId id) {
  if (results == nullptr && unit_.reached != nullptr) reach_expression(kDiscard, id);
  switch (unit_[id].op) {
    case Op::kInlinedCall: return inlined_call(results, id);
    case Op::kAppend: return append({only(results)}, id);
    case Op::kCopy: return copy(id);
    case Op::kBuiltinCall: return builtin_call(results, id);
    case Op::kRuntimeCall: return discard_from(id, 0);
    default: return function_call(results, id);
  }
}

// The body stands where the call was; the variables of its results are what the call gives.
void Builder::inlined_call(ResultHoles results, InstId id) {
  statement(child(id, 0));
  for (uint32_t i = 1; i < unit_[id].count; ++i) {
    const bool is_kept = results != nullptr && i <= results->size();
    expression(is_kept ? (*results)[i - 1] : kDiscard, child(id, i));
  }
}

Builder::Callee Builder::callee_of(InstId call) {
  const Inst& inst = unit_[call];
  if (inst.op == Op::kCallInterface) return {};
  if (inst.op == Op::kCallMethod) return declared_callee(module().object(call));
  return function_behind(child(call, 0));
}

Builder::Callee Builder::declared_callee(ir::ObjectId object) const {
  const FunctionId function = unit_.declared_function(object);
  if (function.has_value()) return {function};
  return {{}, unit_.imported.find(object)};
}

Builder::Callee Builder::function_behind(InstId value) {
  InstId callee = ir::static_value(module(), value);
  switch (unit_[callee].op) {
    case Op::kClosure: return {module().function(callee)};
    case Op::kFunctionName:
    case Op::kMethodExpression: return declared_callee(module().object(callee));
    default: return {};
  }
}

void Builder::function_call(ResultHoles results, InstId id) {
  const Callee callee = callee_of(id);
  if (results != nullptr && callee.function.has_value()) results_of(results, callee.function);
  bool has_function_operand = unit_[id].op == Op::kCall;
  if (has_function_operand) {
    bool loses_results = false;
    if (!callee.is_known() && results != nullptr)
      for (const Hole& hole : *results) loses_results |= !hole.is_discarded();
    expression(loses_results ? because(kToCallee, Reason::kCalleeOperand, id) : kDiscard, child(id, 0));
  }
  arguments_of(results, id, callee, has_function_operand ? 1 : 0);
}

// A callee of the same group has no summary yet: its results and parameters are locations of the same graph.
void Builder::results_of(ResultHoles results, FunctionId callee) {
  FrameId frame = frame_of(callee);
  if (!frame.has_value()) return;
  for (uint32_t i = 0; i < results->size() && i < frames_[frame.index].results.size(); ++i) {
    LocationId result = frames_[frame.index].results[i];
    Hole hole = (*results)[i];
    if (!unit_.types.has_pointers(module().locals[locations_[result.index].local].type)) continue;
    flow(hole, result);
  }
}

void Builder::arguments_of(ResultHoles results, InstId id, const Callee& callee, uint32_t first) {
  std::span<const InstId> operands = children(id);
  for (uint32_t i = first; i < operands.size(); ++i) {
    uintptr_arguments(callee, operands[i]);
    expression(argument_hole(results, id, callee, i - first), operands[i]);
  }
}

Hole Builder::argument_hole(ResultHoles results, InstId id, const Callee& callee, uint32_t parameter) {
  if (unit_.reached != nullptr) reach_argument(id, callee, parameter);
  return because(parameter_hole(results, callee, parameter), Reason::kCallParameter, id);
}

// Where an argument for the callee's parameter of this number goes.
Hole Builder::parameter_hole(ResultHoles results, const Callee& callee, uint32_t parameter) {
  if (!callee.is_known()) return unit_.is_wrong(Rule::kUnknownCallee) ? kDiscard : kToHeap;
  if (is_escape_non_string(unit_, callee.function)) {
    const std::vector<LocalId>& parameters = module().functions[callee.function].parameters;
    return has_non_string_pointers(unit_, module().locals[parameters[parameter]].type) ? kToHeap : kDiscard;
  }
  if (callee.function.has_value() && frame_of(callee.function).has_value())
    return {frames_[frame_of(callee.function).index].parameters[parameter]};
  const Summary* summary = summary_of(callee);
  ESCDIFF_CHECK(summary != nullptr, "{} has no summary", module().functions[callee.function].name);
  const Leaks& leaks = summary->parameters[parameter];
  std::vector<Hole> holes;
  if (leaks.heap()) holes.push_back(kToHeap.shifted(*leaks.heap()));
  if (leaks.mutator()) holes.push_back(kToMutator.shifted(*leaks.mutator()));
  if (leaks.callee()) holes.push_back(kToCallee.shifted(*leaks.callee()));
  for (uint32_t i = 0; results != nullptr && i < leaks.result_slots() && i < results->size(); ++i)
    if (leaks.result(i)) holes.push_back((*results)[i].shifted(*leaks.result(i)));
  return tee(holes);
}

// None for a callee that is under analysis, or not known.
const Summary* Builder::summary_of(const Callee& callee) const {
  if (!callee.function.has_value()) return callee.imported;
  const Summary& summary = summaries_[callee.function.index];
  return summary.is_known ? &summary : nullptr;
}

// uintptr(unsafe.Pointer(p)) for a callee that takes integers for pointers, alone or in a `...` slice.
void Builder::uintptr_arguments(const Callee& callee, InstId argument) {
  const Summary* summary = summary_of(callee);
  // Of the group under analysis only the directives are known.
  const uint64_t pragmas = callee.function.has_value() ? module().functions[callee.function].pragmas : 0;
  const bool leaks =
      summary != nullptr ? summary->leaks_uintptr_arguments : (pragmas & syntax::kPragmaUintptrEscapes) != 0;
  const bool keeps = summary != nullptr ? summary->keeps_uintptr_arguments
                                        : (pragmas & syntax::kPragmaUintptrKeepAlive) != 0;
  if (!keeps && !leaks) return;
  if (unit_[argument].op == Op::kSliceLit) {
    for (InstId element : children(argument))
      uintptr_arguments(callee, unit_[element].op == Op::kElementInit ? child(element, 0) : element);
    return;
  }
  if (unit_[argument].op != Op::kConvertNop) return;
  InstId pointer = child(argument, 0);
  if (!unit_.types.has_pointers(type_of(pointer)) || unit_.types.has_pointers(type_of(argument))) return;
  LocationId kept = add_lasting_temporary();
  expression({kept}, pointer);
  flow(leaks ? because(kToHeap, Reason::kUintptrEscapes, argument) : kToMutator, kept);
  kept_.push_back({pointer, kept});
}

// The old elements are the result's, or are copied to new storage; so are the appended ones. The new storage
// counts as declared outside of all loops: it is not reused by another turn.
void Builder::append(const std::vector<Hole>& results, InstId id) {
  std::span<const InstId> operands = children(id);
  bool has_pointers = unit_.types.has_pointers(element_of(type_of(operands[0])));
  Hole old = tee(std::vector<Hole>{results[0], kToMutator});
  if (has_pointers)
    old = tee(std::vector<Hole>{old, because(kToHeap.dereferenced(), Reason::kAppendeeSlice, id)});
  expression(because(old, Reason::kCallParameter, id), operands[0]);
  bool has_dots = (unit_[id].flags & ir::kHasDots) != 0;
  for (InstId value : operands.subspan(1)) {
    if (!has_dots) {
      expression(because(kToHeap, Reason::kCallParameter, id), value);
    } else {
      bool is_string = unit_.program.types.underlying_kind(type_of(value)) != types::TypeKind::kSlice;
      Hole hole = kDiscard;
      if (has_pointers && !is_string) hole = because(kToHeap.dereferenced(), Reason::kAppendedSlice, id);
      expression(because(hole, Reason::kCallParameter, id), value);
    }
  }
  Hole storage = spill(results[0], id);
  locations_[storage.to.index].loop_depth = 0;
}

void Builder::copy(InstId id) {
  InstId from = child(id, 1);
  expression(because(kToMutator, Reason::kCallParameter, id), child(id, 0));
  bool is_slice = unit_.program.types.underlying_kind(type_of(from)) == types::TypeKind::kSlice;
  bool has_pointers = is_slice && unit_.types.has_pointers(element_of(type_of(from)));
  Hole copied = kDiscard;
  if (has_pointers) copied = because(kToHeap.dereferenced(), Reason::kCopiedSlice, id);
  expression(because(copied, Reason::kCallParameter, id), from);
}

void Builder::builtin_call(ResultHoles results, InstId id) {
  using types::Builtin;
  auto argument = [&](const Hole& hole, InstId value) {
    expression(because(hole, Reason::kCallParameter, id), value);
  };
  switch (module().builtin(id)) {
    case Builtin::kPanic: return argument(kToHeap, child(id, 0));
    case Builtin::kClear: return argument(kToMutator, child(id, 0));
    case Builtin::kMin:
    case Builtin::kMax:
      for (InstId value : children(id)) argument(only(results), value);
      return;
    case Builtin::kUnsafeAdd:
    case Builtin::kUnsafeSlice:
    case Builtin::kUnsafeSliceData:
    case Builtin::kUnsafeString:
    case Builtin::kUnsafeStringData: argument(only(results), child(id, 0)); return discard_from(id, 1);
    default: return discard_from(id, 0);
  }
}

}  // namespace escdiff::escape
