#include "generator/program.h"

#include <algorithm>

#include "generator/context.h"
#include "generator/declarations.h"
#include "generator/generics.h"
#include "generator/printer.h"
#include "generator/runnable.h"
#include "generator/standard_library.h"
#include "generator/statements.h"

namespace escdiff::generator {
namespace {

// What the language has and the swarm leaves in.
FeatureSet draw_features(Context& context) {
  SpanScope span(context.choices);
  FeatureSet allowed;
  for (size_t i = 0; i < kFeatureCount; ++i) {
    const FeatureInfo& feature = info(static_cast<Feature>(i));
    if (feature.since > context.policy.lang || context.policy.off[i]) continue;
    if (context.policy.runnable && !runnable(static_cast<Feature>(i))) continue;
    // The choice 0 leaves the feature out, so that shrinking goes towards plain programs.
    if (!feature.swarm || context.chance(1000 - std::min(1000u, context.policy.swarm_off))) allowed.set(i);
  }
  return allowed;
}

// Lines by the policy's skewed distribution, in integers so that every machine draws the same.
int draw_lines(Context& context, int size) {
  const Policy& policy = context.policy;
  const uint32_t range =
      (policy.max_lines - policy.min_lines) * static_cast<uint32_t>(std::clamp(size, 0, 100)) / 100;
  uint64_t at = context.draw(1000);
  uint64_t lines = range;
  for (uint32_t i = 0; i < policy.skew; ++i) lines = lines * at / 1000;
  return static_cast<int>(policy.min_lines + lines);
}

// Whether there are two packages. Functions without a body would need an assembly file beside each.
void choose_packages(Context& context) {
  if (!context.happens(Feature::kPackages)) return;
  context.model.has_library = true;
  context.allowed.reset(static_cast<size_t>(Feature::kNoBody));
}

// One package is enough when the other one would be empty.
void settle_packages(Context& context) {
  const Model& model = context.model;
  const auto in_library = [&](uint32_t index) { return model.functions[index].in_library; };
  const bool has_library = !model.type_decls.empty() || !model.globals.empty() || !model.constants.empty() ||
                           std::ranges::any_of(model.declared, in_library);
  if (has_library && !std::ranges::all_of(model.declared, in_library)) return;
  context.model.has_library = false;
  context.seen.reset(static_cast<size_t>(Feature::kPackages));
}

void build_bodies(Context& context, int lines) {
  const auto& declared = context.model.declared;
  const int share = std::max(1, lines / static_cast<int>(declared.size()));
  int carried = 0;
  for (size_t i = 0; i < declared.size(); ++i) {
    SpanScope span(context.choices, static_cast<uint32_t>(i + 1));
    context.lines_left = share + carried;
    context.labels = 0;
    context.local_types = 0;
    context.declaring = declared[i];
    const Function& function = context.model.functions[declared[i]];
    if (function.no_body || function.body) continue;
    const GenericScope scope(context, context.model.functions[declared[i]]);
    function_body(context, declared[i], static_cast<uint32_t>(std::max(1, share * 2)));
    carried = context.lines_left;
  }
}

// func init() { ... }: declared last, so that nothing calls it.
void build_init(Context& context) {
  context.model.functions.emplace_back();
  const uint32_t index = static_cast<uint32_t>(context.model.functions.size() - 1);
  context.model.functions[index].name = "init";
  context.model.functions[index].signature = context.types().function({}, {}, false);
  context.lines_left = static_cast<int>(context.policy.lines_per_function);
  context.labels = 0;
  context.local_types = 0;
  context.declaring = index;
  const Ending recovers = [&](NodeId block) { recover_first(context, block); };
  function_body(context, index, context.policy.max_nested_statements,
                context.policy.runnable ? recovers : Ending());
  context.model.declared.push_back(index);
}

}  // namespace

BuiltProgram build_program(Choices& choices, const Policy& policy, uint32_t index, int size) {
  Context context(choices, policy, index);
  const int lines = draw_lines(context, size);
  context.allowed = draw_features(context);
  context.lines_left = lines - 2;
  choose_packages(context);
  choose_standard_functions(context);
  declare_types(context);
  declare_globals(context);
  // Of all lines, not of those that the types left: a program without one of its types keeps its functions.
  const uint32_t most = std::clamp(1 + static_cast<uint32_t>(lines) * 2 / 3 / policy.lines_per_function, 1u,
                                   policy.max_functions);
  for (uint32_t i = 0; i < most; ++i) {
    SpanScope span(choices, i + 1);
    if (i > 0 && !context.chance(policy.more_functions)) break;
    declare_function(context);
  }
  collect_methods(context);
  collect_standard_methods(context);
  build_bodies(context, context.lines_left);
  const uint32_t main = policy.runnable ? build_main(context) : 0;
  if (context.happens(Feature::kInitFunc)) build_init(context);
  if (policy.runnable) declare_main(context, main);
  settle_packages(context);
  return {print(context.model, policy), context.model.has_library, context.seen};
}

}  // namespace escdiff::generator
