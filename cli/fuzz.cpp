// `escdiff fuzz`: the main job.
#include <fmt/core.h>

#include <optional>

#include "cli/commands.h"
#include "cli/duration.h"
#include "cli/explain_request.h"
#include "cli/interrupt.h"
#include "cli/policy.h"
#include "cli/report_error.h"
#include "cli/sides.h"
#include "cli/solve.h"
#include "cli/terminal.h"
#include "comparator/feedback.h"
#include "comparator/fuzz.h"
#include "oracle/toolchain.h"

namespace escdiff::cli {

namespace {

using comparator::FuzzProgress;

constexpr uint64_t kDefaultCount = 1000;
constexpr const char* kDefaultFolder = "corpus/regressions";

double per_second(const FuzzProgress& progress) {
  double seconds = static_cast<double>(progress.elapsed.count()) / 1000;
  return seconds > 0 ? static_cast<double>(progress.programs) / seconds : 0;
}

std::string status_text(const FuzzProgress& progress, const comparator::FuzzOptions& options) {
  bool by_time = options.time.count() > 0;
  double done =
      by_time ? static_cast<double>(progress.elapsed.count()) / 1000 : static_cast<double>(progress.programs);
  double total = by_time ? static_cast<double>(options.time.count()) : static_cast<double>(options.count);
  return fmt::format("{} {} programs, {:.0f}/s, agree {}, disagree {}, refused {}, crashed {}, new {}",
                     bar(done, total), progress.programs, per_second(progress), progress.agree,
                     progress.disagree, progress.refused, progress.failed, progress.new_findings);
}

void print_summary(const comparator::FuzzSummary& summary,
                   const std::optional<feedback::Feedback>& feedback) {
  const FuzzProgress& p = summary.progress;
  fmt::print("{} programs in {:.1f} s ({:.0f}/s){}\n", p.programs,
             static_cast<double>(p.elapsed.count()) / 1000, per_second(p),
             summary.interrupted ? ", interrupted" : "");
  fmt::print("agree {}, disagree {}, refused {}, do not compile {}, crashed {}\n", p.agree, p.disagree,
             p.refused, p.does_not_compile, p.failed);
  fmt::print("new findings {}, known {}\n", p.new_findings, p.known_findings);
  if (feedback) {
    const feedback::FeedbackCounts& counts = feedback->counts();
    fmt::print(
        "reached {} rules, kept {} seeds; {} generated, {} mutants, {} stored seeds; of {} mutations {} did "
        "not check\n",
        feedback->rules().rules().size(), feedback->corpus().seeds().size(), counts.generated, counts.mutants,
        counts.stored, counts.mutations.tried, counts.mutations.discarded);
  }
  for (const auto& [reason, count] : summary.refusals) fmt::print("  refused {}: {}\n", count, reason);
  for (const std::filesystem::path& path : summary.cases) fmt::print("  {}\n", path.string());
  for (const comparator::Rejected& rejected : summary.rejected)
    fmt::print("program {} does not compile: {}\n", rejected.index, rejected.error);
}

std::string toolchain_flags(const Options& options) {
  std::string flags;
  if (!options.go.empty()) flags += fmt::format(" --go {}", options.go);
  if (!options.profile.empty()) flags += fmt::format(" --profile {}", options.profile);
  return flags;
}

// The command that shows the program again; {seed}, {index} and {count} are filled in for each finding.
std::string reproduce_command(const Options& options, const generator::Policy& policy) {
  if (options.feedback) {
    // What came before decides what a program is.
    std::string again =
        fmt::format("escdiff fuzz --feedback --seed {{seed}} --count {{count}}{} --gcflags '{}'",
                    policy_flags(options, policy), options.gcflags);
    if (!options.seeds.empty()) again += fmt::format(" --seeds {}", options.seeds);
    return again + toolchain_flags(options);
  }
  std::string command = fmt::format(
      "escdiff generate --seed {{seed}} --first {{index}}{} > x.go && escdiff compare --gcflags '{}'",
      policy_flags(options, policy), options.gcflags);
  return command + toolchain_flags(options) + " x.go";
}

}  // namespace

int run_fuzz(const Options& options) {
  auto time = parse_duration(options.time);
  if (!time) return report_error(time.error());
  Interrupt interrupt;
  if (!options.seeds.empty() && !options.feedback)
    return report_error({ErrorKind::kUsage, "--seeds: only with --feedback"});
  auto solver = make_solver_side(options, options.feedback);
  if (!solver) return report_error(solver.error());
  auto compiler = make_compiler_side(options, options.go, interrupt.token());
  if (!compiler) return report_error(compiler.error());
  auto store = comparator::FindingStore::open(options.out.empty() ? kDefaultFolder : options.out);
  if (!store) return report_error(store.error());

  auto toolchain = oracle::resolve(options.go, oracle::standard_places());
  if (!toolchain) return report_error(toolchain.error());
  auto policy = make_policy(options, toolchain->version.minor);
  if (!policy) return report_error(policy.error());

  const auto count = program_count(options, *policy, time->count() > 0 ? UINT32_MAX : kDefaultCount);
  if (!count) return report_error(count.error());

  comparator::FuzzOptions fuzz_options;
  fuzz_options.policy = *policy;
  fuzz_options.seed = options.seed;
  std::optional<feedback::Feedback> feedback;
  if (options.feedback) {
    auto made = feedback::Feedback::create({.seed = options.seed, .policy = *policy, .seeds = options.seeds});
    if (!made) return report_error(made.error());
    feedback = std::move(*made);
    fuzz_options.feedback = &*feedback;
  }
  fuzz_options.time = *time;
  fuzz_options.count = *count;
  fuzz_options.max_findings = static_cast<uint32_t>(options.max_findings);
  fuzz_options.gcflags = options.gcflags;
  fuzz_options.imports = imports_from(*toolchain);
  fuzz_options.reproduce = reproduce_command(options, *policy);
  auto explain = make_explain_request(options, **solver, **compiler);
  if (!explain) return report_error(explain.error());
  fuzz_options.explain = [&](const comparator::Minimized& minimized) {
    return comparator::explain(minimized, *explain, interrupt.token());
  };
  fuzz_options.profile = explain->solver.profile;
  StatusLine status(!options.quiet);
  auto summary = comparator::fuzz(
      **solver, **compiler, *store, fuzz_options,
      [&](const FuzzProgress& progress) { status.show(status_text(progress, fuzz_options)); },
      interrupt.token());
  status.clear();
  if (!summary) return report_error(summary.error());
  print_summary(*summary, feedback);
  return summary->progress.new_findings > 0 ? 1 : 0;
}

}  // namespace escdiff::cli
