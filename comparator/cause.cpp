#include "comparator/cause.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "comparator/reduce/canonical.h"
#include "comparator/reduce/neighbours.h"
#include "comparator/reduce/reduce.h"
#include "diagnostic/fate.h"

namespace escdiff::comparator {

namespace {

// The sides say whether they take functions without bodies.
constexpr reduce::Checking kChecking = reduce::Checking::kBodiless;

class CauseFinder {
 public:
  CauseFinder(Side& left, Side& right, const CauseOptions& options)
      : left_(left), right_(right), options_(options) {}

  Cause run(const Minimized& minimized) {
    cause_.manner = manner_of(minimized.difference);
    cause_.form = smallest(minimized.program);
    visit(minimized.program);
    visit(cause_.form);
    for (unsigned count = 0; count < options_.max_places && !places_.empty() && cause_.constructs.size() > 1;
         ++count) {
      const Place place = places_.begin()->second;
      places_.erase(places_.begin());
      look_around(place);
    }
    return std::move(cause_);
  }

 private:
  using Order = std::pair<size_t, reduce::Cost>;  // the number of constructs first
  struct Place {
    std::string form;
    Constructs constructs;
  };

  std::vector<Difference> differences(const std::string& program) {
    const Source source{"x.go", program};
    return compare(left_.ask_one(source), right_.ask_one(source));
  }
  bool shows(const std::vector<Difference>& differences) const {
    return std::ranges::any_of(differences,
                               [&](const Difference& d) { return manner_of(d) == cause_.manner; });
  }
  std::string smallest(const std::string& program) {
    reduce::ReduceOptions options;
    options.stop = options_.stop;
    return reduce::reduce(
               program, [&](const std::string& text) { return shows(differences(text)); }, options)
        .text;
  }
  // Nothing when it cannot be told.
  Constructs constructs(const std::string& program, const std::vector<Difference>& differences) const {
    auto snapshot = reduce::Snapshot::create(program, kChecking);
    if (!snapshot || !snapshot->typed()) return {};
    Constructs result = constructs_of(*snapshot, *options_.profile);
    for (const Difference& difference : differences) {
      for (const auto& message : {difference.left, difference.right}) {
        if (message && !diagnostic::tells_fate(message->kind))
          result.insert(fmt::format("{}{}", kMessageConstruct, diagnostic::kind_name(message->kind)));
      }
    }
    return result;
  }

  // What the programs around do without does not matter; the best of each kind are places to go on from.
  void look_around(const Place& place) {
    const std::vector<std::string> programs = reduce::neighbours(place.form, kChecking);
    std::vector<Source> sources;
    for (const std::string& program : programs) sources.push_back({"x.go", program});
    const std::vector<Verdict> left = left_.ask(sources), right = right_.ask(sources);
    std::set<Constructs> kinds;
    for (size_t i = 0; i < programs.size(); ++i) {
      const std::vector<Difference> found = compare(left[i], right[i]);
      if (!shows(found)) continue;
      const Constructs its = constructs(programs[i], found);
      if (!keep_common(its)) continue;
      const bool is_simpler = reduce::cost_of(programs[i]) < reduce::cost_of(place.form);
      if ((is_simpler || !std::ranges::includes(its, place.constructs)) && kinds.insert(its).second)
        visit(smallest(programs[i]));
    }
  }
  void visit(const std::string& form) {
    if (!visited_.insert(form).second) return;
    Constructs its = constructs(form, differences(form));
    if (cause_.constructs.empty()) cause_.constructs = its;
    if (!keep_common(its)) return;
    const Order order(its.size(), reduce::cost_of(form));
    if (!best_ || order < best_) {
      best_ = order;
      cause_.form = form;
    }
    places_.emplace(order, Place{form, std::move(its)});
  }
  // False for a program that tells of another cause: it would leave nothing, or only that by which values
  // come and go in any program, although both have more to tell.
  bool keep_common(const Constructs& others) {
    Constructs common;
    std::ranges::set_intersection(cause_.constructs, others, std::inserter(common, common.end()));
    if (common.empty()) return false;
    if (weight(common) == 0 && weight(cause_.constructs) > 0 && weight(others) > 0) return false;
    cause_.constructs = std::move(common);
    return true;
  }

  Side& left_;
  Side& right_;
  const CauseOptions& options_;
  Cause cause_;
  std::optional<Order> best_;      // of the form
  std::map<Order, Place> places_;  // not looked around yet, the best first
  std::set<std::string> visited_;
};

}  // namespace

std::string manner_of(const Difference& difference) {
  switch (difference.kind) {
    case DifferenceClass::kHeapStack:
    case DifferenceClass::kStackHeap:
    case DifferenceClass::kTag:
    case DifferenceClass::kOnlyLeft:
    case DifferenceClass::kOnlyRight: return "what escapes";
    default: return signature(difference);
  }
}

Cause find_cause(Side& left, Side& right, const Minimized& minimized, const CauseOptions& options) {
  return CauseFinder(left, right, options).run(minimized);
}

std::string cause_text(const Cause& cause) {
  // Without constructs that matter, the program speaks for itself.
  if (cause.constructs.empty()) return cause.manner + "\n" + cause.form;
  return fmt::format("{}: {}", cause.manner, fmt::join(telling(cause.constructs), ", "));
}

}  // namespace escdiff::comparator
