#include "solver/solver.h"

#include <algorithm>

#include "base/check.h"
#include "solver/analysis.h"
#include "solver/escape/analysis.h"
#include "solver/escape/messages.h"
#include "solver/inline/inliner.h"
#include "solver/ir/lower.h"
#include "solver/ir/method_wrappers.h"
#include "solver/ir/passes.h"
#include "solver/ir/walk.h"

namespace escdiff::solver {

namespace {

diagnostic::Position position_of(const types::Program& program, syntax::SourcePos pos) {
  if (!pos.is_known()) return {};
  syntax::LineColumn place = program.sources.resolve(pos);
  return {std::string(place.file), place.line, place.column};
}

// Where package initialization holds the body of an inlined call: gc lays some of those out as data, too.
std::optional<ir::SourcePos> inlined_initializer(const ir::Module& module) {
  if (module.top_level.empty()) return std::nullopt;
  const ir::Function& init = module.functions[module.top_level.back()];
  if (init.object.has_value()) return std::nullopt;
  std::optional<ir::SourcePos> found;
  ir::visit(module, init.body, [&](ir::InstId id) {
    if (module[id].op == ir::Op::kInlinedCall && !found) found = module[id].pos;
    return !found;
  });
  return found;
}

// The package before escape analysis, with inlining; its bodies are added to the library.
tl::expected<ir::Module, ir::Unsupported> inlined(types::Program& program, types::PackageId package,
                                                  const Options& options, inlining::Library& library) {
  const profile::Profile& profile = *options.profile;
  tl::expected<ir::Module, ir::Unsupported> front = ir::front_end_form(program, package, profile);
  if (!front) return front;
  for (const ir::Function& function : front->functions) {
    if (function.is_instance)
      return tl::unexpected(ir::Unsupported{function.pos, "generic functions, with inlining"});
  }
  ir::find_reassigned(*front);
  const inlining::PackageBodies& bodies = library.add(program, package, std::move(*front), profile);
  ir::Module module = inlining::inline_calls(program, bodies, library, profile);
  if (const std::optional<ir::SourcePos> at = inlined_initializer(module))
    return tl::unexpected(ir::Unsupported{*at, "package variables that inlined calls initialize"});
  ir::prepare_for_escape(program, module, profile, options.optimizing);
  return module;
}

}  // namespace

CompileErrors compile_errors(const types::Program& program, const std::vector<types::CheckError>& errors) {
  CompileErrors result;
  for (const types::CheckError& error : errors) {
    diagnostic::Message message;
    message.position = position_of(program, error.pos);
    message.subject = message.text = error.text;
    result.messages.push_back(std::move(message));
  }
  return result;
}

Answer analyze_checked(types::Program& program, types::PackageId package, const std::string& import_path,
                       const Options& options, Known& known) {
  if (options.inlining && options.level >= 2)
    return Refusal{{}, "unsupported: -m=2 with inlining (ask with -l)"};
  tl::expected<ir::Module, ir::Unsupported> module =
      options.inlining ? inlined(program, package, options, known.library)
                       : ir::lower(program, package, *options.profile, options.optimizing);
  if (!module)
    return Refusal{position_of(program, module.error().pos), "unsupported: " + module.error().reason};
  bool explains = options.level >= 2;
  if (explains) {
    for (const ir::Function& function : module->functions)
      if (function.is_instance) return Refusal{{}, "unsupported: explanations of generic functions"};
    if (std::optional<ir::Unsupported> refused = ir::add_method_wrappers(program, package, *module))
      return Refusal{position_of(program, refused->pos), "unsupported: " + refused->reason};
  }
  escape::Facts facts =
      escape::analyze(program, package, *module, *options.profile, known.summaries,
                      {.explains = explains, .has_wrappers = explains, .wrong_rule = options.wrong_rule});
  diagnostic::PackageReport report{
      import_path, escape::messages(program, package, *module, facts, options.mutation_messages)};
  std::stable_sort(report.messages.begin(), report.messages.end());
  return report;
}

Answer analyze(const std::string& import_path, const std::vector<types::SourceFile>& files,
               const Options& options) {
  ESCDIFF_CHECK(options.profile != nullptr, "a profile is required");
  types::Program program;
  std::vector<types::CheckError> errors;
  types::CheckOptions check_options{.language = std::string(options.profile->release),
                                    .allow_missing_bodies = options.has_assembly};
  types::PackageId package = types::check_package(program, import_path, files, check_options, errors);
  if (!errors.empty()) return compile_errors(program, errors);
  Known known;
  return analyze_checked(program, package, import_path, options, known);
}

}  // namespace escdiff::solver
