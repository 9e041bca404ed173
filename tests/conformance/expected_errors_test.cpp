#include "conformance/expected_errors.h"

#include <fmt/format.h>

#include <catch2/catch_test_macros.hpp>

using namespace escdiff::conformance;

namespace {

using Lines = std::vector<std::string>;

// "line:column pattern", "line:column =text" for what is no regular expression.
Lines shown(const std::vector<ExpectedError>& expected) {
  Lines lines;
  for (const ExpectedError& one : expected) {
    CHECK(one.file == "x.go");
    lines.push_back(fmt::format("{}:{} {}{}", one.line, one.column, one.literal ? "=" : "", one.pattern));
  }
  return lines;
}

}  // namespace

TEST_CASE("comments of the type checker's tests speak of the token in front of them") {
  const std::string text =
      "package p\n"
      "var a /* ERROR \"first\" */ , b /* no ERROR \"x\" */ int // ERRORx `se.*d`\n"
      "var c = d +\n"
      "\t// ERROR \"third \\\"quoted\\\"\"\n"
      "\te\n"
      "// ERROR \"at e\"\n";
  CHECK(shown(errors_of_types_test("x.go", text)) ==
        Lines{"2:0 =first", "2:0 se.*d", "3:0 =third \"quoted\"", "5:0 =at e"});
}

TEST_CASE("comments of the parser's tests speak of their line, or of the token behind them") {
  const std::string text =
      "package p\n"
      "var /* ERROR lost */ /* ERROR name|type */ = 1 // ERROR rest of\n"
      "/* ERROR at the end */\n";
  CHECK(shown(errors_of_syntax_test("x.go", text)) ==
        Lines{"2:44 name|type", "2:0 rest of", "4:1 at the end"});
}

TEST_CASE("comments of GOROOT/test speak of their line") {
  const std::string text =
      "package p // ERROR \"a\" \"b.c\"\n"
      "//// ERROR \"off\"\n"
      "x // GC_ERROR \"at LINE-1 and LINE\"\n"
      "y // GCCGO_ERROR \"another compiler's\"\n";
  CHECK(shown(errors_of_go_test("x.go", text)) == Lines{"1:0 a", "1:0 b.c", "3:0 at x.go:2 and x.go:3"});
}

TEST_CASE("differences are errors that are missing and errors that nobody expects") {
  const std::vector<ExpectedError> expected{{"x.go", 1, 0, "ab", true}, {"x.go", 2, 5, "^c+$", false}};
  CHECK(differences(expected, {{"x.go", 1, 9, "cabc"}, {"x.go", 2, 5, "ccc"}}, Matching::kOneEach) ==
        Lines{});
  CHECK(differences(expected, {{"x.go", 1, 9, "ab"}, {"x.go", 2, 6, "c"}}, Matching::kOneEach) ==
        Lines{"x.go:2: missing: ^c+$", "x.go:2:6: unexpected: c"});
  CHECK(differences(expected, {{"y.go", 1, 1, "ab"}, {"x.go", 2, 5, "c"}}, Matching::kOneEach) ==
        Lines{"x.go:1: missing: ab", "y.go:1:1: unexpected: ab"});
  CHECK(differences({}, {{"x.go", 3, 4, "text"}}, Matching::kOneEach) == Lines{"x.go:3:4: unexpected: text"});
}

TEST_CASE("an expectation stands for one error, or for all of its line") {
  const std::vector<ExpectedError> expected{{"x.go", 1, 0, "a", true}};
  const std::vector<FoundError> found{{"x.go", 1, 1, "a"}, {"x.go", 1, 2, "ba"}};
  CHECK(differences(expected, found, Matching::kAllOfLine) == Lines{});
  CHECK(differences(expected, found, Matching::kOneEach) == Lines{"x.go:1:2: unexpected: ba"});
}

TEST_CASE("a regular expression that is none is met by nothing") {
  CHECK(differences({{"x.go", 1, 0, "(", false}}, {{"x.go", 1, 1, "("}}, Matching::kOneEach).size() == 2);
}
