// What stands beside a case.
#include "comparator/explain.h"

#include <catch2/catch_test_macros.hpp>

#include "comparator/solver_side.h"
#include "oracle/toolchain.h"

using namespace escdiff;
using namespace escdiff::comparator;

namespace {

// A solver that takes a variable captured by reference as captured by value disagrees about this.
Minimized captured() {
  const solver::Options right{.profile = profile::find_profile("1.26"), .inlining = false};
  solver::Options left = right;
  left.wrong_rule = escape::rule_from_name("closure-capture").value();
  const std::string program = "package p\n\nfunc f(p int) any {\n\treturn func() {\n\t\tp++\n\t}\n}\n";
  SolverSide wrong(left, 1), solver(right, 1);
  Minimized result{program, {}, wrong.ask_one({"x.go", program}), solver.ask_one({"x.go", program}), 0};
  result.difference = compare(result.left, result.right).front();
  return result;
}

ExplainRequest request(std::vector<oracle::Toolchain> toolchains) {
  return {
      .left_name = "wrong",
      .right_name = "solver 1.26",
      .solver = {.profile = profile::find_profile("1.26"), .inlining = false},
      .make_solver = [](const solver::Options& options) { return std::make_unique<SolverSide>(options, 1); },
      .gcflags = "-m -l",
      .toolchains = std::move(toolchains)};
}

}  // namespace

TEST_CASE("an explanation says what, where, along which path, and what decides") {
  const Explanation explanation = explain(captured(), request({}), {});
  CHECK(explanation.what.starts_with(
      "line 3: wrong says nothing, solver 1.26 says `moved to heap: p` (stack-heap"));
  CHECK(explanation.source_line == "func f(p int) any {");
  REQUIRE_FALSE(explanation.flow.empty());
  CHECK(explanation.flow.front() == "p escapes to heap in f:");
  CHECK(explanation.rule == "a closure that escapes takes its captured variables with it");
  CHECK(to_text(explanation).find("    p escapes to heap in f:\n") != std::string::npos);
  CHECK(explanation.as_if == std::vector{escape::Rule::kClosureCapture});
  CHECK(to_text(explanation).find("as if one took this rule wrongly: a variable captured by reference") !=
        std::string::npos);
}

TEST_CASE("the flow of a program that imports comes from the solver that knows packages") {
  Minimized minimized = captured();
  minimized.program =
      "package p\n\nimport \"strings\"\n\nvar v *strings.Builder\n\nfunc f() {\n\tv = nil\n}\n";
  ExplainRequest asked = request({});
  const std::string path = "p escapes to heap in f:\n  flow: {heap} ← &p:";
  asked.make_solver = [&](const solver::Options& options) {
    return std::make_unique<SolverSide>(options, 1, [&, options](const Source&) {
      Verdict verdict = captured().right;
      if (options.level == 2) verdict.report.messages.front().text = path;
      return verdict;
    });
  };
  const Explanation explanation = explain(minimized, asked, {});
  REQUIRE(explanation.flow.size() == 2);
  CHECK(explanation.flow.front() == "p escapes to heap in f:");
}

TEST_CASE("installed versions say whom they agree with") {
  auto toolchain = oracle::resolve("", oracle::standard_places());
  REQUIRE(toolchain);
  const Explanation explanation = explain(captured(), request({*toolchain}), {});
  REQUIRE(explanation.versions.size() == 1);
  CHECK(explanation.versions[0].version == toolchain->version.text());
  CHECK(explanation.versions[0].vote == Vote::kRight);
}

TEST_CASE("an issue for upstream has all that a reader wants") {
  const Minimized minimized = captured();
  const ExplainRequest asked = request({});
  const std::string issue = upstream_issue(minimized, explain(minimized, asked, {}), asked);
  CHECK(issue.starts_with("cmd/compile: escape analysis: moved to heap: p\n"));
  CHECK(issue.find(minimized.program) != std::string::npos);
  CHECK(issue.find("go build -gcflags='-m -l' x.go") != std::string::npos);
  CHECK(issue.find("./x.go:3:8: moved to heap: p\n") != std::string::npos);
  CHECK(issue.find("// errorcheck -0 -m -l\n") != std::string::npos);
}

TEST_CASE("issues are found by construct and program") {
  auto number = [](const char* signature, const char* program) {
    auto issue = resembling_issue(signature, program);
    return issue ? issue->number : 0;
  };
  CHECK(number("heap-stack | EscapesToHeap append | -",
               "func f(s []T) { for i := range s { g(&s[i].x) } }") == 81612);
  CHECK(number("stack-heap | - | MovedToHeap name", "func f(p *int) (r int) { return }") == 44614);
  CHECK(number("stack-heap | - | EscapesToHeap make(map", "func f() {}") == 0);
  const char* boxed = "heap-stack | EscapesToHeap name | DoesNotEscape name";
  CHECK(number(boxed, "func f(p []int) any {\n\treturn p\n}\n") == 29353);
  CHECK(number(boxed, "func f(p []int) {\n\t_ = any(p)\n}\n") == 29353);
  // An interface alone, or a slice that becomes none, is not enough.
  CHECK(number("tag | LeakingParam name | DoesNotEscape name", "func f(p []int) any {\n\treturn p\n}\n") !=
        29353);
  CHECK(number(boxed, "func f(p any) any {\n\treturn p\n}\n") != 29353);
  CHECK(number(boxed, "func f(p int) any {\n\treturn p\n}\n") != 29353);
  CHECK(number(boxed, "func f(p []int, q any) []int {\n\treturn p\n}\n") != 29353);
}

TEST_CASE("the most telling reason decides") {
  const std::vector<std::string> flow = {"  flow: ~r0 = &x:", "    from &x (address-of) at x.go:1:2",
                                         "    from return &x (return) at x.go:1:2"};
  CHECK(deciding_rule(flow) ==
        "a variable whose address outlives its function or its loop iteration is moved to the heap");
  CHECK(deciding_rule({}).empty());
}
