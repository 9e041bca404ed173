#include "solver/escape/analysis.h"

#include "solver/escape/build.h"
#include "solver/escape/call_groups.h"
#include "solver/escape/explain.h"
#include "solver/escape/solve.h"
#include "solver/escape/tags.h"

namespace escdiff::escape {

namespace {

Unit make_unit(types::Program& program, const ir::Module& module, const profile::Profile& profile,
               const ProgramSummaries& imported, const AnalyzeOptions& options) {
  Unit unit{program, module, profile, imported, options.wrong_rule, options.reached};
  unit.declared.resize(program.objects.size());
  unit.frame_of.resize(module.functions.size());
  unit.location_of.resize(module.locals.size());
  for (uint32_t i = 0; i < module.functions.size(); ++i) {
    ir::ObjectId object = module.functions[ir::FunctionId(i)].object;
    if (object.has_value()) unit.declared[object.index] = ir::FunctionId(i);
  }
  return unit;
}

class Analysis {
 public:
  Analysis(Unit& unit, bool explains)
      : unit_(unit), explains_(explains), summaries_(unit.module.functions.size()) {
    options_.result_slots = unit.profile.tagged_results;
    options_.max_derefs = static_cast<int>(unit.profile.max_tagged_derefs);
    options_.wrong_rule = unit.wrong_rule;
  }

  Facts run() {
    for (const std::vector<ir::FunctionId>& group : call_groups(unit_)) analyze_group(group);
    return std::move(facts_);
  }

  // Not of instances: gc's export data has no tags of theirs. A package that compiles one has its own; one
  // that only inherits a call from an inlined body knows nothing.
  void publish(ProgramSummaries& program) {
    for (uint32_t i = 0; i < summaries_.size(); ++i) {
      const ir::Function& function = unit_.module.functions[ir::FunctionId(i)];
      if (function.object.has_value() && !function.is_instance)
        program.add(function.object, std::move(summaries_[i]));
    }
  }

 private:
  void analyze_group(const std::vector<ir::FunctionId>& group) {
    BuiltGraph built = build_graph(unit_, group, summaries_, explains_);
    const Graph& graph = built.graph;
    Solution solution = solve(graph, options_);
    if (unit_.reached != nullptr) reach_solution(unit_, graph, solution);
    for (uint32_t i = kPseudoLocations; i < graph.size(); ++i) {
      const Location& location = graph[LocationId(i)];
      if (location.local.has_value()) facts_.variables.push_back({location.local, solution.escapes[i]});
      if (location.inst.has_value())
        facts_.allocations.push_back({location.inst, solution.escapes[i], !solution.mutated[i]});
    }
    for (const Frame& frame : graph.frames()) {
      std::vector<ParameterFact> parameters = tag_parameters(unit_, graph, frame, solution);
      if (unit_.reached != nullptr) reach_parameters(unit_, parameters);
      summaries_[frame.function.index] = summarize(unit_, frame.function, parameters);
      facts_.parameters.insert(facts_.parameters.end(), parameters.begin(), parameters.end());
    }
    facts_.self_assignments.insert(facts_.self_assignments.end(), built.self_assignments.begin(),
                                   built.self_assignments.end());
    if (!explains_) return;
    facts_.captures.insert(facts_.captures.end(), built.captures.begin(), built.captures.end());
    for (Explanation& explanation : explain(graph, built.trail))
      facts_.explanations.push_back(std::move(explanation));
  }

  Unit& unit_;
  bool explains_;
  SolveOptions options_;
  Summaries summaries_;
  Facts facts_;
};

}  // namespace

Facts analyze(types::Program& program, types::PackageId package, const ir::Module& module,
              const profile::Profile& profile, ProgramSummaries& summaries, const AnalyzeOptions& options) {
  Unit unit = make_unit(program, module, profile, summaries, options);
  Analysis analysis(unit, options.explains);
  Facts facts = analysis.run();
  analysis.publish(summaries);
  return facts;
}

}  // namespace escdiff::escape
