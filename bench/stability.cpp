// Measures whether one cause gives one case: disagreements of a solver with one wrong rule and of the solver
// as it is are minimized, and their different causes (cause.h) counted. Which rule is wrong, and which rules
// there are, nothing that is measured knows. No two rules may share a cause.
//   bench_stability [--count N] [--seed S] [--show] [RULE...]
// With --pairs, two solvers with different wrong rules are compared: how often does a search for the cause
// end at a program that shows the other rule's fault?
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "comparator/cause.h"
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
const profile::Profile* const kProfile = profile::find_profile("1.26");
constexpr size_t kDefaultCount = 100;  // disagreements of each rule
constexpr size_t kMostCauses = 3;      // causes that one rule may leave
constexpr std::ptrdiff_t kMostLines = 8;

struct Case {
  size_t times = 0;
  std::set<std::string> forms, signatures;
};

struct Tally {
  std::map<std::string, Case> cases;  // by cause
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

SolverSide solver_with(escape::Rule wrong) {
  return SolverSide({.profile = kProfile, .inlining = false, .wrong_rule = wrong}, 1);
}

// Minimized disagreements of the two, each with its signature.
void each_disagreement(Side& left, Side& right, uint64_t seed, size_t count, Tally& tally,
                       const std::function<void(const Minimized&, const std::string&)>& take) {
  const generator::Policy policy;
  for (uint32_t index = 0; tally.lines.size() < count; ++index, ++tally.programs) {
    const Source source{"x.go", generator::generate(seed, index, policy).text};
    const Verdict expected = right.ask_one(source);
    // What both sides refuse (imports, here) is no disagreement that the rule makes.
    if (expected.status != Verdict::Status::kAnswered) continue;
    std::set<std::string> here;
    for (const Difference& difference : compare(left.ask_one(source), expected)) {
      const std::string wanted = signature(difference);
      if (tally.lines.size() == count || !here.insert(wanted).second) continue;
      auto minimized = minimize_difference(left, right, source.text, wanted, {}, {});
      if (!minimized) continue;
      tally.runs += minimized->runs;
      tally.lines.push_back(std::ranges::count(minimized->program, '\n'));
      take(*minimized, wanted);
    }
  }
  std::ranges::sort(tally.lines);
}

Tally measure(escape::Rule rule, uint64_t seed, size_t count) {
  SolverSide wrong = solver_with(rule), right = solver_with(escape::Rule::kNone);
  Tally tally;
  each_disagreement(
      wrong, right, seed, count, tally, [&](const Minimized& minimized, const std::string& wanted) {
        const Cause cause = find_cause(wrong, right, minimized, {.profile = kProfile, .stop = {}});
        Case& found = tally.cases[cause_text(cause)];
        found.signatures.insert(wanted);
        found.forms.insert(cause.form);
        ++found.times;
      });
  return tally;
}

// Of `count` disagreements of two wrong solvers, how many were minimized to one rule's fault and then put
// down to the other's.
size_t slips(escape::Rule a, escape::Rule b, uint64_t seed, size_t count) {
  SolverSide left = solver_with(a), right = solver_with(b), plain = solver_with(escape::Rule::kNone);
  auto faults = [&](const std::string& program) {
    const Source source{"x.go", program};
    const Verdict expected = plain.ask_one(source);
    return std::pair(!compare(left.ask_one(source), expected).empty(),
                     !compare(right.ask_one(source), expected).empty());
  };
  Tally tally;
  size_t result = 0;
  each_disagreement(left, right, seed, count, tally, [&](const Minimized& minimized, const std::string&) {
    const Cause cause = find_cause(left, right, minimized, {.profile = kProfile, .stop = {}});
    const auto before = faults(minimized.program), after = faults(cause.form);
    result +=
        (before.first && !after.first && !before.second) || (before.second && !after.second && !before.first);
  });
  return result;
}

void show(const Tally& tally) {
  std::vector<std::pair<std::string, Case>> cases(tally.cases.begin(), tally.cases.end());
  std::ranges::stable_sort(cases,
                           [](const auto& a, const auto& b) { return a.second.times > b.second.times; });
  for (const auto& [cause, one] : cases) {
    fmt::print("== {} times, {} signatures, {} forms: {}\n", one.times, one.signatures.size(),
               one.forms.size(), cause);
    for (const std::string& form : one.forms) fmt::print("{}--\n", form);
  }
}

int measure_pairs(const std::vector<std::string_view>& rules, uint64_t seed, size_t count) {
  size_t all = 0, slipped = 0;
  for (size_t i = 0; i < rules.size(); ++i) {
    for (size_t k = i + 1; k < rules.size(); ++k) {
      const size_t here =
          slips(*escape::rule_from_name(rules[i]), *escape::rule_from_name(rules[k]), seed, count);
      if (here > 0) fmt::print("{} and {}: {} of {}\n", rules[i], rules[k], here, count);
      std::fflush(stdout);
      all += count;
      slipped += here;
    }
  }
  fmt::print("{} of {} put down to the other rule\n", slipped, all);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  size_t count = kDefaultCount;
  uint64_t seed = 1;
  bool shows = false, pairs = false;
  std::vector<std::string_view> rules;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--count" && i + 1 < argc) {
      count = std::stoul(argv[++i]);
    } else if (argument == "--seed" && i + 1 < argc) {
      seed = std::stoull(argv[++i]);
    } else if (argument == "--pairs") {
      pairs = true;
    } else if (argument == "--show") {
      shows = true;
    } else {
      rules.push_back(argument);
    }
  }
  if (rules.empty()) rules.assign(std::begin(kRules), std::end(kRules));
  for (std::string_view name : rules) {
    if (!escape::rule_from_name(name)) return fmt::print(stderr, "bench: no rule {}\n", name), 2;
  }
  if (pairs) return measure_pairs(rules, seed, count);
  fmt::print("{:22}{:>10}{:>10}{:>8}{:>8}{:>8}{:>12}{:>8}{:>8}{:>10}{:>8}\n", "wrong rule", "programs",
             "minimized", "causes", "shared", "forms", "signatures", "median", "most", "runs each", "CPU s");
  bool good = true;
  std::set<std::string> known;  // causes of the rules before
  for (std::string_view name : rules) {
    const double begin = cpu_seconds();
    const Tally tally = measure(*escape::rule_from_name(name), seed, count);
    const std::ptrdiff_t median = tally.lines[tally.lines.size() / 2];
    size_t shared = 0;
    std::set<std::string> forms, signatures;
    for (const auto& [cause, one] : tally.cases) {
      shared += known.insert(cause).second ? 0 : 1;
      forms.insert(one.forms.begin(), one.forms.end());
      signatures.insert(one.signatures.begin(), one.signatures.end());
    }
    good &= shared == 0 && tally.cases.size() <= kMostCauses && median <= kMostLines;
    fmt::print("{:22}{:10}{:10}{:8}{:8}{:8}{:12}{:8}{:8}{:10.1f}{:8.1f}\n", name, tally.programs,
               tally.lines.size(), tally.cases.size(), shared, forms.size(), signatures.size(), median,
               tally.lines.back(), static_cast<double>(tally.runs) / static_cast<double>(tally.lines.size()),
               cpu_seconds() - begin);
    std::fflush(stdout);
    if (shows) show(tally);
  }
  return good ? 0 : 1;
}
