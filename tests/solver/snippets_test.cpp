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

TEST_CASE("inlining is refused") {
  Options options{.profile = profile::find_profile("1.26")};
  Answer answer = analyze("p", {{"x.go", "package p\n"}}, options);
  REQUIRE(std::holds_alternative<Refusal>(answer));
  CHECK(std::get<Refusal>(answer).reason.starts_with("unsupported: "));
}

TEST_CASE("errors are reported with their positions") {
  Options options{.profile = profile::find_profile("1.26"), .inlining = false};
  Answer answer = analyze("p", {{"x.go", "package p\nvar x int = undefined\n"}}, options);
  REQUIRE(std::holds_alternative<CompileErrors>(answer));
  const CompileErrors& errors = std::get<CompileErrors>(answer);
  REQUIRE(errors.messages.size() == 1);
  CHECK(diagnostic::to_line(errors.messages[0]) == "x.go:2:13: undefined: undefined");
}

}  // namespace

}  // namespace escdiff::solver
