#include "comparator/cause.h"

#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <memory>

#include "comparator/solver_side.h"
#include "tests/comparator/verdicts.h"

using namespace escdiff;
using namespace escdiff::comparator;

namespace {

const profile::Profile* const kProfile = profile::find_profile("1.26");

SolverSide solver_with(escape::Rule wrong) {
  return SolverSide({.profile = kProfile, .inlining = false, .wrong_rule = wrong}, 1);
}

// Of the first difference.
Cause cause_of(Side& left, Side& right, const std::string& program) {
  Minimized minimized{program, {}, left.ask_one({"x.go", program}), right.ask_one({"x.go", program}), 0};
  minimized.difference = compare(minimized.left, minimized.right).at(0);
  return find_cause(left, right, minimized, {.profile = kProfile, .stop = {}});
}

Cause cause_of(escape::Rule rule, const std::string& program) {
  SolverSide wrong = solver_with(rule), right = solver_with(escape::Rule::kNone);
  return cause_of(wrong, right, program);
}

std::string text_of(escape::Rule rule, const std::string& declarations) {
  return cause_text(cause_of(rule, "package p\n\n" + declarations));
}

}  // namespace

TEST_CASE("what a program needs to show a disagreement is its cause, however it shows it") {
  using escape::Rule;
  const std::string loop =
      text_of(Rule::kLoopDepth, "func f(p any) {\n\tfor {\n\t\tx := 0\n\t\tp = &x\n\t}\n}\n");
  CHECK(loop == "what escapes: loop");
  CHECK(text_of(Rule::kLoopDepth, "func f(p []int) {\n\tfor range 3 {\n\t\tp = make([]int, 0)\n\t}\n}\n") ==
        loop);
  CHECK(text_of(Rule::kLoopDepth, "func f(any) {\nL:\n\tf(func() {})\n\tgoto L\n}\n") == loop);

  const std::string send = text_of(Rule::kChannelSend, "func f(p any, q chan any) {\n\tq <- p\n}\n");
  CHECK(send == "what escapes: Send");
  CHECK(text_of(Rule::kChannelSend, "var v any\n\nfunc f() {\n\tv.(chan []int) <- []int{}\n}\n") == send);
  CHECK(text_of(Rule::kMapStore, "func f(p any, q map[int]any) {\n\tq[0] = p\n}\n") ==
        text_of(Rule::kMapStore, "func f() {\n\t_ = map[any]int{new(int): 0}\n}\n"));
  CHECK(text_of(Rule::kDerefCount, "func f(p []any) any {\n\treturn p[0]\n}\n") ==
        text_of(Rule::kDerefCount, "var v any\n\nfunc f(p *struct{ a any }) {\n\tv = p.a\n}\n"));
}

TEST_CASE("a kind of message that only one side gives says more than any construct") {
  CHECK(text_of(escape::Rule::kSelfAssignment, "func f(p []any) {\n\tp[0] = p[1]\n}\n") ==
        "what escapes: message IgnoringSelfAssignment");
}

TEST_CASE("a call of which nothing is known is one cause, whatever is called and whatever with") {
  using escape::Rule;
  const std::string unknown = text_of(Rule::kUnknownCallee, "func f(p any, q func(any)) {\n\tq(p)\n}\n");
  CHECK(unknown == "what escapes: unknown call");
  for (const char* program : {
           // Methods of interfaces: as values, embedded, reached through other things.
           "func f(p error) {\n\t_ = p.Error\n}\n",
           "func f(p error) (r error) {\n\tr.Error()\n\treturn p\n}\n",
           "type T int\n\nfunc (p T) Error() string {\n\t_ = error(p).Error\n\treturn \"\"\n}\n",
           "type T interface {\n\tm()\n}\n\nfunc f(p any) {\n\tp.(struct{ T }).m()\n}\n",
           "type T struct {\n\ta *error\n}\n\nfunc (p T) Error() {\n\t(*p.a).Error()\n}\n",
           "type T interface {\n\tm()\n}\n\nfunc init() {\n\tstruct {\n\t\tT\n\t\ta any\n\t}{nil, "
           "0}.m()\n}\n",
           // Arguments that are something of their own.
           "type T struct {\n\ta any\n}\n\nfunc (p *T) m(T) {\n\tinterface{ m(T) }(nil).m(*p)\n}\n",
           "var v func(int, map[int]int)\n\nfunc init() {\n\tv(0, make(map[int]int))\n}\n",
           "func f(p func(any) any) {\n\t_ = func() { _ = func(q any) { p(q) } }\n}\n",
       }) {
    INFO(program);
    CHECK(text_of(Rule::kUnknownCallee, program) == unknown);
  }
}

TEST_CASE("what stands around a captured variable is not the cause that it is captured") {
  using escape::Rule;
  const std::string capture =
      text_of(Rule::kClosureCapture, "var v any\n\nfunc f(p any) {\n\tv = func() { p = nil }\n}\n");
  CHECK(capture == "what escapes: capture");
  for (const char* program : {
           "func f(p any) {\n\tfor {\n\t\tp = func() { _ = p }\n\t}\n}\n",
           "func f(p func() int) {\n\tif p() > 0 {\n\t\tp = func() int { panic(p) }\n\t}\n}\n",
           "func f(p [1]any) {\n\tp[0] = func() { panic(p) }\n}\n",
           "func f(p func(func(any) bool)) {\n\tfor range p {\n\t}\n}\n",
           "func f(p [131072]byte) {\n\tgo f(p)\n}\n",
           "func f(any)\n\nfunc g(p any) {\n\tf(p)\n\tp = func() { _ = p }\n}\n",
       }) {
    INFO(program);
    CHECK(text_of(Rule::kClosureCapture, program) == capture);
  }
}

TEST_CASE("the form of a cause is a program that shows it, and no larger than the case") {
  const std::string program =
      "package p\n\nvar v any\n\nfunc f(q chan any) {\n\tfor range 3 {\n\t\tx := new(int)\n\t\tv = x\n\t\tq "
      "<- x\n\t}\n}\n";
  const Cause cause = cause_of(escape::Rule::kLoopDepth,
                               "package p\n\nfunc f(p []*int) {\n\tfor i := range p {\n\t\tp[0] = "
                               "p[i]\n\t\tx := 0\n\t\tp = []*int{&x}\n\t}\n}\n");
  SolverSide wrong = solver_with(escape::Rule::kLoopDepth), right = solver_with(escape::Rule::kNone);
  CHECK_FALSE(compare(wrong.ask_one({"x.go", cause.form}), right.ask_one({"x.go", cause.form})).empty());
  CHECK(cause.form.size() < program.size());
  CHECK(cause.constructs.contains("loop"));
}

TEST_CASE("a cause keeps to the manner of the disagreement") {
  // The sides disagree in two ways; a refusal is not taken for what escapes.
  const Difference refusal{DifferenceClass::kLeftRefuses, std::nullopt, std::nullopt,
                           "x.go:1:1: unsupported: y"};
  CHECK(manner_of(refusal) == signature(refusal));
  const Difference heap{DifferenceClass::kHeapStack, std::nullopt, std::nullopt, {}};
  const Difference tag{DifferenceClass::kTag, std::nullopt, std::nullopt, {}};
  CHECK(manner_of(heap) == manner_of(tag));
  CHECK(manner_of(heap) != manner_of(refusal));
}

TEST_CASE("a cause does not slip to another one") {
  // A dereference too few there, a conversion that does not allocate here.
  SolverSide left = solver_with(escape::Rule::kDerefCount),
             right = solver_with(escape::Rule::kInterfaceConversion);
  SolverSide plain = solver_with(escape::Rule::kNone);
  const std::string program = "package p\n\nfunc f(p *any) any {\n\treturn *p\n}\n";
  const Cause cause = cause_of(left, right, program);
  CHECK(cause_text(cause) == "what escapes: dereference");
  const Source form{"x.go", cause.form};
  CHECK_FALSE(compare(left.ask_one(form), plain.ask_one(form)).empty());
}

TEST_CASE("a program that cannot be checked is its own cause") {
  tests::LineSide left("x.go:3:8: leaking param: a", "undefined");
  tests::LineSide right("x.go:3:8: leaking param: b", "undefined");
  const std::string program = "package p\n\nfunc f(p undefined) {}\n";
  const Cause cause = cause_of(left, right, program);
  CHECK(cause.constructs.empty());
  CHECK(cause_text(cause).find(cause.form) != std::string::npos);
}
