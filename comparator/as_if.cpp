#include "comparator/as_if.h"

#include <span>

namespace escdiff::comparator {

namespace {

// A program with the answers of two sides, against the solver's.
struct Trial {
  const std::string& program;
  const Verdict& left;
  const Verdict& right;
  const solver::Options& options;
  const SolverMaker& make_solver;

  Verdict answer(escape::Rule wrong) const {
    solver::Options altered = options;
    altered.wrong_rule = wrong;
    return make_solver(altered)->ask_one({"x.go", program});
  }

  // Those of the rules that turn one side's answer into the other's.
  std::vector<escape::Rule> accounting(std::span<const escape::Rule> rules) const {
    using Status = Verdict::Status;
    if (left.status != Status::kAnswered || right.status != Status::kAnswered) return {};
    const Verdict own = answer(escape::Rule::kNone);
    const bool is_left = compare(own, left).empty();
    if (!is_left && !compare(own, right).empty()) return {};
    const Verdict& other = is_left ? right : left;
    std::vector<escape::Rule> result;
    for (escape::Rule rule : rules) {
      if (compare(answer(rule), other).empty()) result.push_back(rule);
    }
    return result;
  }
};

}  // namespace

std::vector<escape::Rule> rules_that_account_for(const Minimized& minimized, const solver::Options& options,
                                                 const SolverMaker& make_solver) {
  return Trial{minimized.program, minimized.left, minimized.right, options, make_solver}.accounting(
      escape::all_rules());
}

std::vector<escape::Rule> rules_that_account_for(const Minimized& minimized, const std::string& original,
                                                 Side& left, Side& right, const solver::Options& options,
                                                 const SolverMaker& make_solver) {
  std::vector<escape::Rule> rules = rules_that_account_for(minimized, options, make_solver);
  if (rules.size() < 2) return rules;
  const Source source{"x.go", original};
  const Verdict left_answer = left.ask_one(source), right_answer = right.ask_one(source);
  std::vector<escape::Rule> narrowed =
      Trial{original, left_answer, right_answer, options, make_solver}.accounting(rules);
  return narrowed.empty() ? rules : narrowed;
}

}  // namespace escdiff::comparator
