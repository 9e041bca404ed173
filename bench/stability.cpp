// Measures whether one cause gives one case: disagreements of a solver with one wrong rule and of the solver
// as it is are minimized, and their different fingerprints counted. Fingerprints name the rules that account
// for a disagreement; how many different minimized texts stand behind them is shown beside. No two rules may
// share a fingerprint, but for one that names them both: where both make the solver answer alike about the
// minimized program and about the whole one, they are one disagreement.
//   bench_stability [--count N] [--seed S] [--show] [RULE...]
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "comparator/as_if.h"
#include "comparator/finding.h"
#include "comparator/minimize.h"
#include "comparator/solver_side.h"
#include "generator/generator.h"
#include "solver/escape/rules.h"

namespace {

using namespace escdiff;
using namespace escdiff::comparator;

constexpr std::string_view kRules[] = {
#define RULE(name, flag, meaning) flag,
#include "solver/escape/rules.def"
#undef RULE
};
constexpr size_t kDefaultCount = 100;  // disagreements of each rule
constexpr size_t kMostPrints = 3;      // fingerprints that one rule may leave
constexpr std::ptrdiff_t kMostLines = 8;

struct Case {
  std::string signature;
  std::string rules;  // that account for it
  bool names_several = false;
  size_t times = 0;
  std::set<std::string> texts;
};

struct Tally {
  std::map<std::string, Case> cases;  // by fingerprint
  std::vector<std::ptrdiff_t> lines;
  uint64_t programs = 0;
  uint64_t runs = 0;
};

double cpu_seconds() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         1e-6 * static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

Tally measure(escape::Rule rule, uint64_t seed, size_t count) {
  solver::Options options{.profile = profile::find_profile("1.26"), .inlining = false, .wrong_rule = rule};
  SolverSide wrong(options, 1);
  options.wrong_rule = escape::Rule::kNone;
  SolverSide right(options, 1);
  Tally tally;
  const SolverMaker make_solver = [](const solver::Options& altered) {
    return std::make_unique<SolverSide>(altered, 1);
  };
  const generator::Policy policy;
  for (uint32_t index = 0; tally.lines.size() < count; ++index, ++tally.programs) {
    const Source source{"x.go", generator::generate(seed, index, policy).text};
    const Verdict expected = right.ask_one(source);
    // What both sides refuse (imports, here) is no disagreement that the rule makes.
    if (expected.status != Verdict::Status::kAnswered) continue;
    std::set<std::string> here;
    for (const Difference& difference : compare(wrong.ask_one(source), expected)) {
      const std::string wanted = signature(difference);
      if (tally.lines.size() == count || !here.insert(wanted).second) continue;
      auto minimized = minimize_difference(wrong, right, source.text, wanted, {});
      if (!minimized) continue;
      Finding finding;
      finding.difference = minimized->difference;
      finding.program = minimized->program;
      finding.as_if = rules_that_account_for(*minimized, source.text, wrong, right, options, make_solver);
      Case& found = tally.cases[fingerprint(finding)];
      found.signature = wanted;
      found.names_several = finding.as_if.size() > 1;
      found.rules.clear();
      for (escape::Rule one : finding.as_if) found.rules += fmt::format(" {}", escape::rule_name(one));
      found.texts.insert(minimized->program);
      ++found.times;
      tally.runs += minimized->runs;
      tally.lines.push_back(std::ranges::count(minimized->program, '\n'));
    }
  }
  std::ranges::sort(tally.lines);
  return tally;
}

void show(const Tally& tally) {
  std::vector<const Case*> cases;
  for (const auto& [print, one] : tally.cases) cases.push_back(&one);
  std::ranges::stable_sort(cases, [](const Case* a, const Case* b) { return a->times > b->times; });
  for (const Case* one : cases) {
    fmt::print("== {} times, {} texts, as if:{}; {}\n", one->times, one->texts.size(), one->rules,
               one->signature);
    for (const std::string& text : one->texts) fmt::print("{}--\n", text);
  }
}

}  // namespace

int main(int argc, char** argv) {
  size_t count = kDefaultCount;
  uint64_t seed = 1;
  bool shows = false;
  std::vector<std::string_view> rules;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--count" && i + 1 < argc) {
      count = std::stoul(argv[++i]);
    } else if (argument == "--seed" && i + 1 < argc) {
      seed = std::stoull(argv[++i]);
    } else if (argument == "--show") {
      shows = true;
    } else {
      rules.push_back(argument);
    }
  }
  if (rules.empty()) rules.assign(std::begin(kRules), std::end(kRules));
  fmt::print("{:22}{:>10}{:>10}{:>8}{:>8}{:>8}{:>8}{:>8}{:>10}{:>8}\n", "wrong rule", "programs", "minimized",
             "prints", "shared", "texts", "median", "most", "runs each", "CPU s");
  bool good = true;
  std::set<std::string> known;  // fingerprints of the rules before
  for (std::string_view name : rules) {
    const auto rule = escape::rule_from_name(name);
    if (!rule) return fmt::print(stderr, "bench: no rule {}\n", name), 2;
    const double begin = cpu_seconds();
    const Tally tally = measure(*rule, seed, count);
    const std::ptrdiff_t median = tally.lines[tally.lines.size() / 2];
    size_t shared = 0, texts = 0;
    for (const auto& [print, one] : tally.cases) {
      const bool is_new = known.insert(print).second;
      shared += is_new ? 0 : 1;
      good &= is_new || one.names_several;
      texts += one.texts.size();
    }
    good &= tally.cases.size() <= kMostPrints && median <= kMostLines;
    fmt::print("{:22}{:10}{:10}{:8}{:8}{:8}{:8}{:8}{:10.1f}{:8.1f}\n", name, tally.programs,
               tally.lines.size(), tally.cases.size(), shared, texts, median, tally.lines.back(),
               static_cast<double>(tally.runs) / static_cast<double>(tally.lines.size()),
               cpu_seconds() - begin);
    std::fflush(stdout);
    if (shows) show(tally);
  }
  return good ? 0 : 1;
}
