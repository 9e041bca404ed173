#include "comparator/as_if.h"

#include <catch2/catch_test_macros.hpp>

#include "comparator/solver_side.h"

using namespace escdiff;
using namespace escdiff::comparator;

namespace {

const solver::Options kOptions{.profile = profile::find_profile("1.26"), .inlining = false};

solver::Options with_wrong(escape::Rule rule) {
  solver::Options options = kOptions;
  options.wrong_rule = rule;
  return options;
}

std::unique_ptr<Side> make_solver(const solver::Options& options) {
  return std::make_unique<SolverSide>(options, 1);
}

Minimized disagreement(escape::Rule rule, const std::string& program) {
  SolverSide wrong(with_wrong(rule), 1), right(kOptions, 1);
  Minimized result{program, {}, wrong.ask_one({"x.go", program}), right.ask_one({"x.go", program}), 0};
  result.difference = compare(result.left, result.right).at(0);
  return result;
}

const std::string kLoop = "package p\n\nfunc f(p any) {\n\tfor {\n\t\tx := 0\n\t\tp = &x\n\t}\n}\n";

}  // namespace

TEST_CASE("a disagreement is put down to the rule that accounts for it, whichever side is wrong") {
  Minimized minimized = disagreement(escape::Rule::kLoopDepth, kLoop);
  CHECK(rules_that_account_for(minimized, kOptions, make_solver) == std::vector{escape::Rule::kLoopDepth});
  std::swap(minimized.left, minimized.right);
  CHECK(rules_that_account_for(minimized, kOptions, make_solver) == std::vector{escape::Rule::kLoopDepth});
}

TEST_CASE("answers that no rule gives are put down to none") {
  Minimized minimized = disagreement(escape::Rule::kLoopDepth, kLoop);
  minimized.left.report.messages.clear();
  CHECK(rules_that_account_for(minimized, kOptions, make_solver).empty());
  // Here the solver agrees with neither side.
  minimized.right.report.messages.clear();
  CHECK(rules_that_account_for(minimized, kOptions, make_solver).empty());
  minimized.left.status = Verdict::Status::kRefused;
  CHECK(rules_that_account_for(minimized, kOptions, make_solver).empty());
}
