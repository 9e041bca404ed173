#include "comparator/as_if.h"

namespace escdiff::comparator {

std::vector<escape::Rule> rules_that_account_for(const Minimized& minimized, const solver::Options& options,
                                                 const SolverMaker& make_solver) {
  using Status = Verdict::Status;
  if (minimized.left.status != Status::kAnswered || minimized.right.status != Status::kAnswered) return {};
  auto answer = [&](escape::Rule wrong) {
    solver::Options altered = options;
    altered.wrong_rule = wrong;
    return make_solver(altered)->ask_one({"x.go", minimized.program});
  };
  const Verdict own = answer(escape::Rule::kNone);
  const bool is_left = compare(own, minimized.left).empty();
  if (!is_left && !compare(own, minimized.right).empty()) return {};
  const Verdict& other = is_left ? minimized.right : minimized.left;
  std::vector<escape::Rule> result;
  for (escape::Rule rule : escape::all_rules()) {
    if (compare(answer(rule), other).empty()) result.push_back(rule);
  }
  return result;
}

}  // namespace escdiff::comparator
