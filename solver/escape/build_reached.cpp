// What the walk tells of the rules that it comes by, where somebody asks.
#include "solver/escape/builder.h"

namespace escdiff::escape {

namespace {

int one_more(std::optional<int> level) { return level ? *level + 1 : 0; }

int least_result_level(const Leaks& leaks) {
  std::optional<int> least;
  for (uint32_t i = 0; i < leaks.result_slots(); ++i) {
    const std::optional<int> level = leaks.result(i);
    if (level && (!least || *level < *least)) least = level;
  }
  return one_more(least);
}

}  // namespace

// Numbered as the words for places in reached.cpp.
int Builder::place_of(LocationId id) const {
  enum { kParameter = kPseudoLocations, kResult, kVariable, kStorage, kTemporary };
  if (id.index < kPseudoLocations) return static_cast<int>(id.index);
  const Location& location = locations_[id.index];
  if (location.inst.has_value()) return kStorage;
  if (!location.local.has_value()) return kTemporary;
  switch (module().locals[location.local].kind) {
    case ir::LocalKind::kParameter: return kParameter;
    case ir::LocalKind::kResult: return kResult;
    default: return kVariable;
  }
}

void Builder::reach_expression(const Hole& hole, InstId id) {
  unit_.reached->add(ReachedKind::kFlow, {static_cast<int>(unit_[id].op), place_of(hole.to), hole.derefs + 1,
                                          static_cast<int>(hole.takes_address)});
}

void Builder::reach_statement(InstId id) {
  const bool is_inside = module().functions[frames_[walk_.frame.index].function].parent.has_value();
  unit_.reached->add(ReachedKind::kStatement,
                     {static_cast<int>(unit_[id].op), walk_.loop_depth, static_cast<int>(is_inside)});
}

void Builder::reach_argument(InstId user, const Callee& callee, uint32_t parameter) {
  enum { kUnknown, kOfGroup, kAnalyzed, kImported };
  const int op = static_cast<int>(unit_[user].op);
  const auto add = [&](int kind) { unit_.reached->add(ReachedKind::kArgument, {op, kind}); };
  if (!callee.is_known()) return add(kUnknown);
  const Summary* summary = summary_of(callee);
  if (summary == nullptr || parameter >= summary->parameters.size()) return add(kOfGroup);
  const Leaks& leaks = summary->parameters[parameter];
  unit_.reached->add(ReachedKind::kArgument,
                     {op, callee.function.has_value() ? kAnalyzed : kImported, one_more(leaks.heap()),
                      least_result_level(leaks), one_more(leaks.mutator()), one_more(leaks.callee())});
}

void Builder::reach_capture(LocationId variable) {
  const Capture& capture = captures_[variable.index];
  unit_.reached->add(ReachedKind::kCapture,
                     {static_cast<int>(captures_by_value(variable)), static_cast<int>(capture.is_reassigned),
                      static_cast<int>(capture.is_address_taken)});
}

void reach_solution(Unit& unit, const Graph& graph, const Solution& solution) {
  uint32_t literals = 0;
  for (const Frame& frame : graph.frames()) literals += frame.parent.has_value();
  const int functions = static_cast<int>(graph.frames().size() - literals);
  unit.reached->add(ReachedKind::kGroup, {functions, static_cast<int>(literals)});
  for (uint32_t i = kPseudoLocations; i < graph.size(); ++i) {
    const Location& location = graph[LocationId(i)];
    const int escapes = solution.escapes[i] ? 1 : 0, is_large = location.starts_on_heap ? 1 : 0;
    if (location.local.has_value())
      unit.reached->add(ReachedKind::kVariable, {static_cast<int>(unit.module.locals[location.local].kind),
                                                 escapes, is_large, location.loop_depth});
    if (location.inst.has_value())
      unit.reached->add(ReachedKind::kAllocation,
                        {static_cast<int>(unit[location.inst].op), escapes, solution.mutated[i] ? 1 : 0,
                         is_large, location.loop_depth});
  }
}

void reach_parameters(Unit& unit, const std::vector<ParameterFact>& parameters) {
  for (const ParameterFact& parameter : parameters) {
    const Leaks& leaks = parameter.leaks;
    unit.reached->add(ReachedKind::kParameter,
                      {static_cast<int>(parameter.kind), one_more(leaks.heap()), least_result_level(leaks),
                       one_more(leaks.mutator()), one_more(leaks.callee())});
  }
}

}  // namespace escdiff::escape
