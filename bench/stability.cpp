// Measures whether one cause gives one case: disagreements of a solver with one wrong rule and of the solver
// as it is are minimized, and their different fingerprints counted.
//   bench_stability [--count N] [--seed S] [--show] [RULE...]
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

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
constexpr size_t kMostPrints = 3;  // fingerprints that one rule may leave
constexpr std::ptrdiff_t kMostLines = 8;

struct Case {
  std::string signature;
  std::string program;
  size_t times = 0;
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
  const generator::Policy policy;
  for (uint32_t index = 0; tally.lines.size() < count; ++index, ++tally.programs) {
    const Source source{"x.go", generator::generate(seed, index, policy).text};
    std::set<std::string> here;
    for (const Difference& difference : compare(wrong.ask_one(source), right.ask_one(source))) {
      const std::string wanted = signature(difference);
      if (tally.lines.size() == count || !here.insert(wanted).second) continue;
      auto minimized = minimize_difference(wrong, right, source.text, wanted, {});
      if (!minimized) continue;
      Finding finding;
      finding.difference = minimized->difference;
      finding.program = minimized->program;
      Case& found = tally.cases[fingerprint(finding)];
      found.signature = wanted;
      found.program = minimized->program;
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
  for (const Case* one : cases) fmt::print("-- {} times: {}\n{}\n", one->times, one->signature, one->program);
}

}  // namespace

int main(int argc, char** argv) {
  size_t count = 1000;
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
  fmt::print("{:22}{:>10}{:>10}{:>8}{:>8}{:>8}{:>10}{:>8}\n", "wrong rule", "programs", "minimized", "prints",
             "median", "most", "runs each", "CPU s");
  bool good = true;
  for (std::string_view name : rules) {
    const auto rule = escape::rule_from_name(name);
    if (!rule) return fmt::print(stderr, "bench: no rule {}\n", name), 2;
    const double begin = cpu_seconds();
    const Tally tally = measure(*rule, seed, count);
    const std::ptrdiff_t median = tally.lines[tally.lines.size() / 2];
    good &= tally.cases.size() <= kMostPrints && median <= kMostLines;
    fmt::print("{:22}{:10}{:10}{:8}{:8}{:8}{:10.1f}{:8.1f}\n", name, tally.programs, tally.lines.size(),
               tally.cases.size(), median, tally.lines.back(),
               static_cast<double>(tally.runs) / static_cast<double>(tally.lines.size()),
               cpu_seconds() - begin);
    std::fflush(stdout);
    if (shows) show(tally);
  }
  return good ? 0 : 1;
}
