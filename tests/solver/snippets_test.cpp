#include <catch2/catch_test_macros.hpp>

#include "tests/solver/snippets.h"

namespace escdiff::solver {

namespace {

using testing::answer_lines;
using testing::load_snippets;
using testing::Snippet;
using testing::solve_snippet;

TEST_CASE("snippets give the recorded lines") {
  for (const Snippet& snippet : load_snippets()) {
    INFO(snippet.name);
    CHECK(answer_lines(solve_snippet(snippet)) == snippet.lines);
  }
}

TEST_CASE("with inlining, snippets give the recorded lines") {
  for (const Snippet& snippet : load_snippets("inlined.txt")) {
    INFO(snippet.name);
    CHECK(answer_lines(solve_snippet(snippet, escape::Rule::kNone, 1, true)) == snippet.lines);
  }
}

TEST_CASE("explanations give the recorded lines") {
  for (const Snippet& snippet : load_snippets("explanations.txt")) {
    INFO(snippet.name);
    CHECK(answer_lines(solve_snippet(snippet, escape::Rule::kNone, 2)) == snippet.lines);
  }
}

TEST_CASE("who asks why gets the same answers as who does not") {
  for (const Snippet& snippet : load_snippets()) {
    INFO(snippet.name);
    std::vector<std::string> lines;
    for (std::string& line : answer_lines(solve_snippet(snippet, escape::Rule::kNone, 2))) {
      const auto has = [&](const char* part) { return line.find(part) != std::string::npos; };
      bool is_explanation =
          has(" capturing by ") || has("\n") || has(" will be kept alive") || has(" unknown to bloop pass");
      if (!is_explanation) lines.push_back(std::move(line));
    }
    CHECK(lines == snippet.lines);
  }
}

TEST_CASE("every wrong rule changes some answer") {
  std::vector<Snippet> snippets = load_snippets();
#define RULE(name, flag, meaning)                                                                 \
  {                                                                                               \
    INFO(flag);                                                                                   \
    CHECK(escape::rule_from_name(flag) == escape::Rule::k##name);                                 \
    bool is_noticed = false;                                                                      \
    for (const Snippet& snippet : snippets)                                                       \
      is_noticed |= answer_lines(solve_snippet(snippet, escape::Rule::k##name)) != snippet.lines; \
    CHECK(is_noticed);                                                                            \
  }
#include "solver/escape/rules.def"
#undef RULE
}

TEST_CASE("the same input gives the same lines in the same order") {
  for (const Snippet& snippet : load_snippets())
    CHECK(answer_lines(solve_snippet(snippet)) == answer_lines(solve_snippet(snippet)));
}

TEST_CASE("explanations with inlining, and what can be inlined, give the recorded lines") {
  for (const Snippet& snippet : load_snippets("verdicts.txt")) {
    INFO(snippet.name);
    CHECK(answer_lines(solve_snippet(snippet, escape::Rule::kNone, 2, true)) == snippet.lines);
  }
}

TEST_CASE("a verdict that would show a dictionary of unknown size is refused") {
  const std::string source = R"(package p

func f[T comparable](x T, y any) bool {
	switch any(x) {
	case y, x:
		return true
	}
	return false
}

var _ = f(1, 2)
)";
  Options options{.profile = profile::find_profile("1.26")};
  CHECK(std::holds_alternative<diagnostic::PackageReport>(analyze("p", {{"x.go", source}}, options)));
  options.level = 2;
  const Answer answer = analyze("p", {{"x.go", source}}, options);
  REQUIRE(std::holds_alternative<Refusal>(answer));
  CHECK(std::get<Refusal>(answer).position.line == 3);
  CHECK(std::get<Refusal>(answer).reason == "unsupported: a verdict that shows a dictionary");
}

TEST_CASE("errors are reported with their positions") {
  Options options{.profile = profile::find_profile("1.26"), .inlining = false};
  Answer answer = analyze("p", {{"x.go", "package p\nvar x int = undefined\n"}}, options);
  REQUIRE(std::holds_alternative<CompileErrors>(answer));
  const CompileErrors& errors = std::get<CompileErrors>(answer);
  REQUIRE(errors.messages.size() == 1);
  CHECK(diagnostic::to_line(errors.messages[0]) == "x.go:2:13: undefined: undefined");
}

// Recorded from Go 1.26.8: go tool compile -p PATH -m -l.
TEST_CASE("packages that are verified at their start hold no addresses") {
  const std::string source = R"(package p

type T struct {
	p *int
	s [2]string
}

var n int
var a = &T{}
var b = []int{1}
var c any = 1
var d = func() *int { return new(int) }
var e = T{&n, [2]string{"a"}}
var f = [2]*int{1: new(int)}
var g = n2
var n2 = 5
var h = []byte("x")
var i = T.m
var j = struct{ f func() }{func() {}}

func (T) m() {}
)";
  Options options{.profile = profile::find_profile("1.26"), .inlining = false};
  CHECK(answer_lines(analyze("crypto/internal/fips140/v", {{"v.go", source}}, options)) ==
        std::vector<std::string>{"9:9: &T{} escapes to heap", "10:14: []int{...} escapes to heap",
                                 "11:5: 1 escapes to heap", "12:9: func literal escapes to heap",
                                 "12:33: new(int) escapes to heap", "14:23: new(int) escapes to heap",
                                 "17:16: ([]byte)(\"x\") escapes to heap",
                                 "19:28: func literal escapes to heap"});
  CHECK(answer_lines(analyze("crypto/internal/fips140deps", {{"v.go", source}}, options)) ==
        std::vector<std::string>{"12:33: new(int) escapes to heap", "14:23: new(int) escapes to heap"});
}

TEST_CASE("a //line directive without a name") {
  Options options{.profile = profile::find_profile("1.26"), .inlining = false};
  Answer answer = analyze("p", {{"x.go", "package p\n//line :12\nfunc f(p *int) {}\n"}}, options);
  REQUIRE(std::holds_alternative<diagnostic::PackageReport>(answer));
  CHECK(diagnostic::to_text({std::get<diagnostic::PackageReport>(answer)}) ==
        "# p\n??:12: p does not escape\n");
  answer = analyze("p", {{"x.go", "package p\n//line :12\nvar x int = y\n"}}, options);
  REQUIRE(std::holds_alternative<CompileErrors>(answer));
  CHECK(diagnostic::to_line(std::get<CompileErrors>(answer).messages[0]) == ":12: undefined: y");
}

TEST_CASE("pointers to what is not in the heap are none") {
  const std::string source = R"(package sys

type nih struct{}
type NotInHeap struct{ _ nih }
type span struct {
	_    NotInHeap
	next *span
	n    *int
}
type box struct{ s *span }

var sink any
var first *span

func f(s *span, b *box, a *[2]span, n *int) {
	first = s
	sink = n
	b.s = s
	b.s.n = n
	sink = s
	sink = b.s
}
func g(s *span) *span { return s.next }
func h(s *span) *int  { return s.n }
func k(b box) any     { return b }
)";
  Options options{.profile = profile::find_profile("1.26"), .inlining = false};
  CHECK(answer_lines(analyze("internal/runtime/sys", {{"n.go", source}}, options)) ==
        std::vector<std::string>{"15:17: b does not escape", "15:37: leaking param: n",
                                 "20:9: s escapes to heap", "21:10: b.s escapes to heap",
                                 "25:32: b escapes to heap"});
}

}  // namespace

}  // namespace escdiff::solver
