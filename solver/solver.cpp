#include "solver/solver.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "base/check.h"
#include "diagnostic/order.h"
#include "solver/analysis.h"
#include "solver/escape/analysis.h"
#include "solver/escape/interface_words.h"
#include "solver/escape/messages.h"
#include "solver/inline/inliner.h"
#include "solver/inline/reached.h"
#include "solver/ir/lower.h"
#include "solver/ir/method_wrappers.h"
#include "solver/ir/passes.h"

namespace escdiff::solver {

namespace {

diagnostic::Position position_of(const types::Program& program, syntax::SourcePos pos) {
  if (!pos.is_known()) return {};
  syntax::LineColumn place = program.sources.resolve(pos);
  return {std::string(place.file), place.line, place.column};
}

// The package before escape analysis, with inlining; its bodies are added to the library.
tl::expected<ir::Module, ir::Unsupported> inlined(types::Program& program, types::PackageId package,
                                                  const Options& options, Known& known) {
  const profile::Profile& profile = options.cheap_calls ? known.cheap_calls : *options.profile;
  tl::expected<ir::Module, ir::Unsupported> front =
      ir::front_end_form(program, package, profile, known.instances);
  if (!front) return front;
  ir::find_reassigned(*front);
  const inlining::PackageBodies& bodies = known.library.add(package, std::move(*front), profile);
  known.last_bodies = &bodies;
  tl::expected<ir::Module, ir::Unsupported> module =
      inlining::inline_calls(program, bodies, known.library, profile, options.level >= 2);
  if (!module) return module;
  if (known.kept != nullptr && known.kept->unsupported()) return tl::unexpected(*known.kept->unsupported());
  ir::prepare_for_escape(program, *module, profile, options.optimizing);
  return module;
}

// The package before escape analysis, nothing inlined.
tl::expected<ir::Module, ir::Unsupported> lowered(types::Program& program, types::PackageId package,
                                                  const Options& options, const Known& known) {
  tl::expected<ir::Module, ir::Unsupported> module =
      ir::lower(program, package, *options.profile, options.optimizing);
  if (!module) return module;
  // -l counts for this package, and perhaps not for those that it imports.
  const auto is_inlined = [&](types::ObjectId id) -> std::optional<bool> {
    const types::Object& method = program.objects[id];
    const bool is_compiled_alike =
        method.package == package || method.origin.has_value() ||
        (method.package.index < known.has_same_flags.size() && known.has_same_flags[method.package.index]);
    return is_compiled_alike ? std::optional(false) : std::nullopt;
  };
  const auto limit = static_cast<int64_t>(options.profile->explicit_variable_limit);
  const ir::WrapperOptions wrapping{is_inlined, options.level >= 2, limit};
  std::optional<ir::Unsupported> refused = ir::add_method_wrappers(program, *module, *module, wrapping);
  std::set<ir::MethodValue> made;
  const std::vector<ir::InstId> values = module->method_values;
  if (!refused) refused = ir::add_method_value_wrappers(program, *module, values, *module, wrapping, made);
  if (refused) return tl::unexpected(std::move(*refused));
  return module;
}

// What the cost model says of the functions that the options name, copies of literals included.
diagnostic::PackageReport verdicts(const types::Program& program, const std::string& import_path,
                                   const Options& options, const inlining::PackageBodies& bodies,
                                   const ir::Module& module) {
  diagnostic::PackageReport report{import_path, {}};
  const auto add = [&](ir::SourcePos pos, std::string text) {
    diagnostic::Message message;
    message.position = position_of(program, pos);
    message.subject = message.text = std::move(text);
    report.messages.push_back(std::move(message));
  };
  const auto is_asked = [&](std::string_view name) {
    return options.inlining_of == "..." || name == options.inlining_of;
  };
  for (uint32_t i = 0; i < bodies.module.functions.size(); ++i) {
    const ir::Function& function = bodies.module.functions[ir::FunctionId(i)];
    const inlining::Verdict& verdict = bodies.verdicts[i];
    if (verdict.decided && !verdict.can_inline && is_asked(function.qualified_name()))
      add(function.pos, fmt::format("cannot inline {}: {}", function.qualified_name(), verdict.reason));
  }
  constexpr std::string_view kCanInline = "can inline ";
  for (const ir::Note& note : module.notes) {
    if (note.cost && is_asked(std::string_view(note.text).substr(kCanInline.size())))
      add(note.pos, fmt::format("{} with cost {}", note.text, *note.cost));
  }
  diagnostic::sort_messages(report.messages);
  return report;
}

// Of several packages each name is told once.
void add_new(std::vector<std::string> names, std::vector<std::string>& told) {
  for (std::string& name : names) {
    if (std::ranges::find(told, name) == told.end()) told.push_back(std::move(name));
  }
}

void add_interface_words(types::Program& program, const ir::Module& module, const escape::Facts& facts,
                         std::vector<diagnostic::Message>& messages) {
  for (const escape::InterfaceWord& word : escape::interface_words(program, module, facts)) {
    diagnostic::Message message;
    message.position = position_of(program, word.pos);
    message.text = fmt::format("convert: {}", word.how);
    message.subject = message.text;
    messages.push_back(std::move(message));
  }
}

}  // namespace

Known::Known(types::Program& program, const profile::Profile& profile,
             const cache::RestoredPackages* restored)
    : cheap_calls(profile::with_cheap_calls(profile)),
      instances(std::make_shared<ir::InstanceObjects>()),
      kept(restored == nullptr ? nullptr
                               : std::make_unique<KeptFunctions>(program, *restored, profile, instances)),
      summaries(kept == nullptr ? nullptr
                                : escape::ProgramSummaries::Restore([kept = kept.get()](auto function) {
                                    return kept->summary(function);
                                  })),
      library(program, profile, kept.get()) {}

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
  tl::expected<ir::Module, ir::Unsupported> module = options.inlining
                                                         ? inlined(program, package, options, known)
                                                         : lowered(program, package, options, known);
  if (!module)
    return Refusal{position_of(program, module.error().pos), "unsupported: " + module.error().reason};
  if (!options.inlining_of.empty())
    return verdicts(program, import_path, options, *known.last_bodies, *module);
  bool explains = options.level >= 2;
  if (explains) {
    if (std::optional<ir::Unsupported> refused = ir::unknown_dictionary(*module))
      return Refusal{position_of(program, refused->pos), "unsupported: " + refused->reason};
  }
  escape::ReachedRules reached;
  escape::Facts facts = escape::analyze(program, package, *module, *options.profile, known.summaries,
                                        {.explains = explains,
                                         .wrong_rule = options.wrong_rule,
                                         .reached = options.reached != nullptr ? &reached : nullptr});
  if (options.reached != nullptr) {
    std::vector<std::string> names = reached.names();
    if (options.inlining) inlining::add_reached(*known.last_bodies, *module, names);
    add_new(std::move(names), *options.reached);
  }
  diagnostic::PackageReport report{import_path, {}};
  if (options.level > 0)
    report.messages = escape::messages(program, package, *module, facts,
                                       {.mutations = options.mutation_messages, .explanations = explains});
  if (options.interface_words) add_interface_words(program, *module, facts, report.messages);
  diagnostic::sort_messages(report.messages);
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
  Known known(program, *options.profile, nullptr);
  return analyze_checked(program, package, import_path, options, known);
}

}  // namespace escdiff::solver
