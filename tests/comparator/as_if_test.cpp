#include "comparator/as_if.h"

#include <catch2/catch_test_macros.hpp>

#include "comparator/finding.h"
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

Finding finding(escape::Rule rule, const std::string& program) {
  const Minimized minimized = disagreement(rule, program);
  Finding result;
  result.difference = minimized.difference;
  result.program = minimized.program;
  result.as_if = rules_that_account_for(minimized, kOptions, make_solver);
  return result;
}

const std::string kLoop = "package p\n\nfunc f(p any) {\n\tfor {\n\t\tx := 0\n\t\tp = &x\n\t}\n}\n";
const std::string kMakeInLoop = "package p\n\nfunc f(p []int) {\n\tfor {\n\t\tp = make([]int, 0)\n\t}\n}\n";
// Here both a dereference that does not count and a result that has no tag make the second line about p go.
const std::string kAppend = "package p\n\nfunc f(p []any) []any {\n\treturn append(p, p[0])\n}\n";

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

TEST_CASE("where several rules account for a case, the program that it comes from tells") {
  const escape::Rule rule = escape::Rule::kDerefCount;
  SolverSide wrong(with_wrong(rule), 1), right(kOptions, 1);
  const Minimized minimized = disagreement(rule, kAppend);
  REQUIRE(rules_that_account_for(minimized, kOptions, make_solver).size() > 1);
  const std::string original = kAppend + "\nvar v any\n\nfunc g(p *any) {\n\tv = *p\n}\n";
  CHECK(rules_that_account_for(minimized, original, wrong, right, kOptions, make_solver) ==
        std::vector{rule});
}

TEST_CASE("fingerprints are of the rule where one accounts for the case, else of the text") {
  const Finding loop = finding(escape::Rule::kLoopDepth, kLoop);
  CHECK(fingerprint(loop) == fingerprint(finding(escape::Rule::kLoopDepth, kMakeInLoop)));
  const std::string send = "package p\n\nfunc f(p any, q chan any) {\n\tq <- p\n}\n";
  CHECK(fingerprint(loop) != fingerprint(finding(escape::Rule::kChannelSend, send)));
  Finding unexplained = loop, other = finding(escape::Rule::kLoopDepth, kMakeInLoop);
  unexplained.as_if.clear();
  other.as_if.clear();
  CHECK(fingerprint(unexplained) != fingerprint(loop));
  CHECK(fingerprint(unexplained) != fingerprint(other));
}
