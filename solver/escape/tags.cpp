#include "solver/escape/tags.h"

#include "solver/syntax/tree.h"

namespace escdiff::escape {

namespace {

bool is_uintptr(const Unit& unit, TypeId type) {
  const types::Type& underlying = unit.program.types[unit.program.types.underlying(type)];
  return underlying.kind == types::TypeKind::kBasic && underlying.basic == types::BasicKind::kUintptr;
}

bool has_pragma(const ir::Function& function, syntax::Pragma pragma) {
  return (function.pragmas & pragma) != 0;
}

// What is known before anything is analyzed.
ParameterKind declared_kind(Unit& unit, const ir::Function& function, uint32_t number) {
  const ir::Local& local = unit.module.locals[function.parameters[number]];
  bool is_integer = is_uintptr(unit, local.type);
  if (!function.body.has_value()) {
    if (is_integer) return ParameterKind::kUnsafeUintptr;
    if (!unit.types.has_pointers(local.type)) return ParameterKind::kNoPointers;
    return has_pragma(function, syntax::kPragmaNoescape) ? ParameterKind::kNoescape
                                                         : ParameterKind::kBodyless;
  }
  if (has_pragma(function, syntax::kPragmaUintptrEscapes)) {
    if (is_integer) return ParameterKind::kEscapingUintptr;
    bool is_last = number + 1 == function.parameters.size();
    if (function.is_variadic && is_last) {
      const types::Type& slice = unit.program.types[unit.program.types.underlying(local.type)];
      if (is_uintptr(unit, slice.element)) return ParameterKind::kEscapingUintptrs;
    }
  }
  if (!unit.types.has_pointers(local.type)) return ParameterKind::kNoPointers;
  return local.blank ? ParameterKind::kUnused : ParameterKind::kAnalyzed;
}

// A parameter that no tag describes counts as leaking.
Leaks tag_of(const Unit& unit, ParameterKind kind, const Solution& solution, LocationId location) {
  Leaks leaks(unit.profile.tagged_results);
  switch (kind) {
    case ParameterKind::kAnalyzed:
    case ParameterKind::kMovedToHeap: return solution.leaks[location.index];
    case ParameterKind::kUnused: break;
    case ParameterKind::kNoescape:
      leaks.add_mutator(0);
      leaks.add_callee(0);
      break;
    default: leaks.add_heap(0); break;
  }
  return leaks;
}

}  // namespace

std::vector<ParameterFact> tag_parameters(Unit& unit, const Graph& graph, const Frame& frame,
                                          const Solution& solution) {
  const ir::Function& function = unit.module.functions[frame.function];
  std::vector<ParameterFact> facts;
  for (uint32_t i = 0; i < function.parameters.size(); ++i) {
    ParameterKind kind = declared_kind(unit, function, i);
    LocationId location = frame.parameters[i];
    if (kind == ParameterKind::kAnalyzed && solution.escapes[location.index])
      kind = ParameterKind::kMovedToHeap;
    ESCDIFF_CHECK(graph[location].is_parameter, "parameter {} of {}", i, function.name);
    facts.push_back({frame.function, i, kind, tag_of(unit, kind, solution, location)});
  }
  return facts;
}

Summary summarize(const Unit& unit, ir::FunctionId id, const std::vector<ParameterFact>& parameters) {
  const ir::Function& function = unit.module.functions[id];
  Summary summary{.is_known = true};
  for (const ParameterFact& fact : parameters) summary.parameters.push_back(fact.leaks);
  summary.keeps_uintptr_arguments =
      !function.body.has_value() || has_pragma(function, syntax::kPragmaUintptrKeepAlive);
  summary.leaks_uintptr_arguments = has_pragma(function, syntax::kPragmaUintptrEscapes);
  return summary;
}

}  // namespace escdiff::escape
