// Recorded inputs of the fuzzers, run through the functions that the fuzzers run.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "fuzz/entry.h"
#include "solver/types/program.h"
#include "tests/support/source_folder.h"

namespace {

using namespace escdiff;

void replay(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(tests::source_folder() / "tests/fuzz" / folder)) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  REQUIRE(!files.empty());
  for (const std::filesystem::path& path : files) {
    INFO(path.string());
    const Result<std::string> text = read_file(path);
    REQUIRE(text);
    // A broken invariant aborts.
    fuzz::scan(*text);
    fuzz::parse(*text);
    fuzz::check(*text);
    SUCCEED();
  }
}

std::string repeated(std::string_view text, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

// `count` lines that `line` makes of their numbers.
template <class Line>
std::string lines(int count, Line&& line) {
  std::string out = "package p\n";
  for (int i = 0; i < count; ++i) out += line(std::to_string(i), std::to_string(i + 1)) + "\n";
  return out;
}

// The first error of a package.
std::string first_error(std::string text) {
  types::Program program;
  types::CheckOptions options;
  options.all_errors = true;
  std::vector<types::CheckError> errors;
  types::check_package(program, "p", {{"x.go", std::move(text)}}, options, errors);
  return errors.empty() ? "" : errors.front().text;
}

}  // namespace

TEST_CASE("the fuzzers' seeds pass") { replay("seeds"); }

TEST_CASE("inputs that once crashed pass") { replay("crashes"); }

TEST_CASE("deep nesting has a clear error") {
  constexpr int kMany = 100'000;
  for (const char* open :
       {"(", "- ", "!", "[]int{", "f(", "func() { _ = ", "x[", "<-chan ", "struct{ x ", "*", "[1]"}) {
    INFO(open);
    CHECK(first_error("package p\nvar _ = " + repeated(open, kMany)).ends_with("nesting is too deep"));
  }
  for (const char* open : {"{", "if true {", "for {", "switch { default: ", "select { default: ", "L: "}) {
    INFO(open);
    CHECK(first_error("package p\nfunc f() {" + repeated(open, kMany)).ends_with("nesting is too deep"));
  }
  CHECK(first_error("package p\nvar x = 1" + repeated("+1", kMany)).ends_with("expression is too long"));
}

TEST_CASE("long chains of declarations have a clear error, in both orders") {
  constexpr int kMany = 20'000;
  const auto pointer = [](auto i, auto next) { return "type T" + i + " *T" + next; };
  const auto field = [](auto i, auto next) { return "type T" + i + " struct { T" + next + " }"; };
  const auto backwards = [](auto i, auto next) { return "type T" + next + " struct { T" + i + " }"; };
  const auto variable = [](auto i, auto next) { return "var v" + i + " = v" + next; };
  const auto constant = [](auto i, auto next) { return "const c" + i + " = c" + next + " + 1"; };
  CHECK(first_error(lines(kMany, pointer)).ends_with("are nested too deeply"));
  CHECK(first_error(lines(kMany, field)).ends_with("are nested too deeply"));
  CHECK(first_error(lines(kMany, backwards) + "type T0 int\n").ends_with("are nested too deeply"));
  CHECK(first_error(lines(kMany, variable)).ends_with("are nested too deeply"));
  CHECK(first_error(lines(kMany, constant)).ends_with("are nested too deeply"));
  // Pointers end a value.
  CHECK(first_error(lines(kMany, [](auto i, auto next) { return "type T" + next + " *T" + i; }) +
                    "type T0 int\n") == "");
}

TEST_CASE("constants that double with each line end in a clear error") {
  const auto text = [](auto i, auto next) { return "const s" + next + " = s" + i + " + s" + i; };
  const auto number = [](auto i, auto next) { return "const c" + next + " = c" + i + " * c" + i; };
  CHECK(first_error(lines(100, text) + "const s0 = `sixteen letters.`\n") == "constant string is too long");
  CHECK(first_error(lines(100, number) + "const c0 = 1.5e100\n") == "constant result is not representable");
  CHECK(first_error(lines(100, number) + "const c0 = 1.5e-100\n") == "");  // 0 in the end
  CHECK(first_error(lines(100, number) + "const c0 = 1 << 100\n") == "constant multiplication overflow");
}

TEST_CASE("types that hold one another along exponentially many ways are walked once") {
  const auto plain = [](auto i, auto next) { return "type T" + next + " struct { a, b T" + i + " }"; };
  const std::string walks =
      "type T0 struct { x, y int8 }\nvar p *T60\nconst a = unsafe.Alignof(*p)\nvar s [a]int\n";
  CHECK(first_error("package p\nimport \"unsafe\"\n" + lines(60, plain).substr(10) + walks) == "");
  const auto methods = [](auto i, auto next) {
    return "type I" + next + " interface { I" + i + "; I" + i + "; m" + next + "() }";
  };
  CHECK(first_error(lines(600, methods) + "type I0 interface{}\nvar x I600\nvar y I0 = x\n") == "");
}

TEST_CASE("long rows of operators are checked in a loop") {
  CHECK(first_error("package p\nvar x = 1" + repeated("+1", 9'000)) == "");
  CHECK(first_error("package p\nvar s = ``" + repeated("+`a`", 9'000)) == "");
  CHECK(first_error("package p\nvar b = true" + repeated("&& x == 1", 9'000) + "\nvar x = 1\n") == "");
}
