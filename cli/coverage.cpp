// `escdiff coverage`: which rules of the solver's analysis generated programs reach, and what that teaches.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/policy.h"
#include "cli/report_error.h"
#include "cli/sides.h"
#include "comparator/feedback/learn.h"
#include "comparator/feedback/rule_counts.h"
#include "generator/generator.h"
#include "generator/policy_file.h"
#include "oracle/toolchain.h"
#include "solver/escape/reached.h"

namespace escdiff::cli {

namespace {

using nlohmann::json;

constexpr uint64_t kDefaultCount = 1000;
constexpr uint64_t kChunk = 400;  // programs that are analyzed together
constexpr size_t kRarestShown = 10;

// What the programs of one run reached.
struct Reached {
  feedback::RuleCounts rules;
  uint64_t programs = 0;
  uint64_t silent = 0;  // those of which nobody says what they reached
};

void count(const generator::Program& program, std::span<const std::string> rules, Reached& reached) {
  ++reached.programs;
  if (rules.empty()) {
    ++reached.silent;
    return;
  }
  reached.rules.add(rules, generator::features_of(program));
}

Result<Reached> ask_solver(const Options& options, const generator::Policy& policy, uint64_t total) {
  auto solver = make_solver_side(options, true);
  if (!solver) return tl::unexpected(solver.error());
  Reached reached;
  for (uint64_t first = 0; first < total; first += kChunk) {
    std::vector<generator::Program> programs;
    std::vector<comparator::Source> sources;
    for (uint64_t i = first; i < std::min(total, first + kChunk); ++i) {
      programs.push_back(generator::generate(options.seed, static_cast<uint32_t>(i), policy));
      sources.push_back({fmt::format("p{}.go", i), programs.back().text});
    }
    const std::vector<comparator::Verdict> verdicts = (*solver)->ask(sources);
    for (size_t i = 0; i < programs.size(); ++i) count(programs[i], verdicts[i].reached, reached);
  }
  return reached;
}

// What somebody else, a compiler with counters perhaps, says of the same programs.
Result<Reached> read_reached(const Options& options, const generator::Policy& policy) {
  const auto text = read_file(options.reached);
  if (!text) return tl::unexpected(text.error());
  const auto wrong = [&] {
    return failure(
        ErrorKind::kUsage,
        fmt::format("--reached {}: an object of lists of names by program is wanted", options.reached));
  };
  const json parsed = json::parse(*text, nullptr, false);
  if (!parsed.is_object()) return wrong();
  std::map<uint32_t, std::vector<std::string>> by_index;
  for (const auto& [key, names] : parsed.items()) {
    uint32_t index = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
    const bool is_list =
        names.is_array() && std::ranges::all_of(names, [](const json& n) { return n.is_string(); });
    if (error != std::errc() || end != key.data() + key.size() || !is_list) return wrong();
    const std::set<std::string> each = names.get<std::set<std::string>>();
    by_index[index].assign(each.begin(), each.end());
  }
  Reached reached;
  for (const auto& [index, names] : by_index)
    count(generator::generate(options.seed, index, policy), names, reached);
  return reached;
}

// The part of a name before ": ".
std::string kind_of(const std::string& name) { return name.substr(0, name.find(": ")); }

json to_json(const Reached& reached) {
  json rules = json::object();
  for (const auto& [name, rule] : reached.rules.rules()) rules[name] = rule.programs;
  return {{"programs", reached.programs}, {"silent", reached.silent}, {"rules", rules}};
}

// Operations that no flow, target or statement names.
std::vector<std::string_view> missing_operations(const feedback::RuleCounts& rules) {
  std::set<std::string, std::less<>> seen;
  for (const auto& [name, rule] : rules.rules()) {
    const std::string kind = kind_of(name);
    if (kind != "flow" && kind != "target" && kind != "statement") continue;
    const std::string rest = name.substr(kind.size() + 2);
    seen.insert(rest.substr(0, rest.find(',')));
  }
  std::vector<std::string_view> missing;
  for (const std::string_view operation : escape::reached_operations())
    if (!seen.contains(operation)) missing.push_back(operation);
  return missing;
}

void print(const Reached& reached, const Options& options) {
  struct Kind {
    uint64_t rules = 0;
    uint64_t once = 0;
  };
  std::map<std::string, Kind> kinds;
  std::vector<std::pair<uint64_t, std::string>> rarest;
  for (const auto& [name, rule] : reached.rules.rules()) {
    Kind& kind = kinds[kind_of(name)];
    ++kind.rules;
    kind.once += rule.programs == 1;
    rarest.emplace_back(rule.programs, name);
  }
  fmt::print("{} programs, {} without an answer, {} rules reached\n", reached.programs, reached.silent,
             reached.rules.rules().size());
  for (const auto& [name, kind] : kinds)
    fmt::print("  {:16} {:5}, by one program alone: {}\n", name, kind.rules, kind.once);
  if (options.reached.empty()) {
    const auto missing = missing_operations(reached.rules);
    fmt::print("operations: {} of {}", escape::reached_operations().size() - missing.size(),
               escape::reached_operations().size());
    for (size_t i = 0; i < missing.size(); ++i) fmt::print("{} {}", i == 0 ? ", but" : ",", missing[i]);
    fmt::print("\n");
  }
  std::ranges::sort(rarest);
  fmt::print("the rarest:\n");
  for (size_t i = 0; i < std::min(kRarestShown, rarest.size()); ++i)
    fmt::print("  {:5} {}\n", rarest[i].first, rarest[i].second);
}

}  // namespace

int run_coverage(const Options& options) {
  unsigned minor = 0;
  if (options.reached.empty()) {
    auto toolchain = oracle::resolve(options.go, oracle::standard_places());
    if (!toolchain) return report_error(toolchain.error());
    minor = toolchain->version.minor;
  }
  const auto policy = make_policy(options, minor);
  if (!policy) return report_error(policy.error());
  const uint64_t total = options.count.value_or(kDefaultCount);
  if (total > UINT32_MAX)
    return report_error({ErrorKind::kUsage, "--count: a run has at most 4294967295 programs"});
  const auto reached =
      options.reached.empty() ? ask_solver(options, *policy, total) : read_reached(options, *policy);
  if (!reached) return report_error(reached.error());
  if (options.format == Format::kJson) {
    fmt::print("{}\n", to_json(*reached).dump(2));
  } else {
    print(*reached, options);
  }
  if (options.out.empty()) return 0;
  const generator::Policy learned = feedback::learned(*policy, reached->rules);
  auto written = write_file(options.out, generator::policy_text(learned));
  return written ? 0 : report_error(written.error());
}

}  // namespace escdiff::cli
