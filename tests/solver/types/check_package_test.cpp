// The checker on whole files: those in cases/ say in ERROR comments which lines gc refuses, and in which
// words.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <map>
#include <regex>

#include "base/file.h"
#include "solver/syntax/syntax_error.h"
#include "solver/types/peer_tests.h"
#include "solver/types/program.h"
#include "solver/types/sizes.h"
#include "solver/types/type_string.h"
#include "tests/support/source_folder.h"

using namespace escdiff;
using namespace escdiff::types;
namespace fs = std::filesystem;

namespace {

struct Checked {
  Program program;
  PackageId package;
  std::vector<CheckError> errors;
};

Checked check(std::string name, std::string text, CheckOptions options = {}) {
  Checked result;
  std::vector<SourceFile> files;
  files.push_back(SourceFile{std::move(name), std::move(text)});
  result.package = check_package(result.program, "example.com/p", std::move(files), options, result.errors);
  return result;
}

std::string all_lines(const Checked& checked) {
  std::string out;
  for (const CheckError& e : checked.errors)
    out += syntax::position_text(checked.program.sources, e.pos) + ": " + e.text + "\n";
  return out;
}

// The regular expressions of each line's ERROR comment.
std::map<uint32_t, std::vector<std::string>> expectations(const std::string& text) {
  static const std::regex kPattern("\"((?:[^\"\\\\]|\\\\.)*)\"|`([^`]*)`");
  std::map<uint32_t, std::vector<std::string>> result;
  std::istringstream lines(text);
  uint32_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const size_t at = line.find("// ERROR ");
    if (at == std::string::npos) continue;
    const std::string tail = line.substr(at + 9);
    for (auto it = std::sregex_iterator(tail.begin(), tail.end(), kPattern); it != std::sregex_iterator();
         ++it) {
      result[number].push_back((*it)[1].matched ? (*it)[1].str() : (*it)[2].str());
    }
  }
  return result;
}

// What differs between a file's expectations and the errors found.
std::string difference(const std::string& text, const Checked& checked) {
  std::map<uint32_t, std::vector<std::string>> expected = expectations(text);
  std::string out;
  for (const CheckError& e : checked.errors) {
    const uint32_t line = checked.program.sources.resolve(e.pos).line;
    std::vector<std::string>& wanted = expected[line];
    const auto match = std::find_if(wanted.begin(), wanted.end(), [&](const std::string& pattern) {
      return std::regex_search(e.text, std::regex(pattern));
    });
    if (match == wanted.end()) {
      out += fmt::format("{}: unexpected: {}\n", line, e.text);
    } else {
      wanted.erase(match);
    }
  }
  for (const auto& [line, wanted] : expected) {
    for (const std::string& pattern : wanted) out += fmt::format("{}: missing: {}\n", line, pattern);
  }
  return out;
}

}  // namespace

TEST_CASE("refused programs get the errors that gc prints") {
  std::vector<fs::path> cases;
  for (const auto& entry : fs::directory_iterator(tests::source_folder() / "tests/solver/types/cases"))
    cases.push_back(entry.path());
  std::sort(cases.begin(), cases.end());
  REQUIRE(cases.size() >= 6);
  for (const fs::path& path : cases) {
    INFO(path.filename().string());
    const std::string text = read_file(path).value();
    const Checked checked = check(path.filename().string(), text, CheckOptions{.all_errors = true});
    CHECK(difference(text, checked) == "");
  }
}

TEST_CASE("at most ten errors are printed") {
  std::string text = "package p\n";
  for (int i = 0; i < 12; ++i) text += fmt::format("var x{} int = \"\"\n", i);
  const Checked checked = check("x.go", text);
  REQUIRE(checked.errors.size() == 11);
  CHECK(checked.errors[0].text ==
        "cannot use \"\" (untyped string constant) as int value in variable declaration");
  CHECK(checked.errors[10].text == "too many errors");
  CHECK(checked.errors[10].pos == checked.errors[9].pos);
}

TEST_CASE("language versions are heeded") {
  const std::string text = "package p\nfunc f() { for range 3 {} }\n";
  CHECK(check("x.go", text).errors.empty());
  const Checked old = check("x.go", text, CheckOptions{.language = "1.21"});
  REQUIRE(old.errors.size() == 1);
  CHECK(old.errors[0].text ==
        "cannot range over 3 (untyped int constant): requires go1.22 or later (-lang was set to go1.21; "
        "check go.mod)");
  const Checked older_file = check("x.go", "//go:build go1.21\n\n" + text);
  REQUIRE(older_file.errors.size() == 1);
  CHECK(older_file.errors[0].text ==
        "cannot range over 3 (untyped int constant): requires go1.22 or later (file declares //go:build "
        "go1.21)");
  CHECK(check("x.go", "//go:build go1.22\n\n" + text, CheckOptions{.language = "1.21"}).errors.empty());
}

TEST_CASE("types are printed as -m prints them") {
  Checked checked = check("x.go", R"(package p
type A = []int
type G[T any] struct{ a T }
type E interface { error; M(a int, b ...string) (x int, err error) }
type L struct { x, y int; Z string `json:"z"` }
var (
	a []any
	b []interface{}
	c A
	d struct{ x, y int; Z string `json:"z"` }
	e func(x int, y ...string) (r bool, e error)
	f E
	g G[any]
	h G[L]
	i interface{ error; m() }
	j chan (<-chan int)
	k []byte
	l []uint8
	m map[string]struct{ x any }
)
func local() { type T struct{}; var v G[T]; _ = v }
)");
  REQUIRE(all_lines(checked) == "");
  Program& program = checked.program;
  auto printed = [&](std::string_view name) {
    const ObjectId object =
        program.scopes[program.packages[checked.package].scope].find(program.symbols.intern(name));
    return message_type_string(program, program.objects[object].type, checked.package);
  };
  CHECK(printed("a") == "[]any");
  CHECK(printed("b") == "[]interface {}");
  CHECK(printed("c") == "[]int");
  CHECK(printed("d") == "struct { x int; y int; Z string \"json:\\\"z\\\"\" }");
  CHECK(printed("e") == "func(int, ...string) (bool, error)");
  CHECK(printed("f") == "E");
  CHECK(printed("g") == "G[interface {}]");
  CHECK(printed("h") == "G[example.com/p.L]");
  CHECK(printed("i") == "interface { Error() string; example.com/p.m() }");
  CHECK(printed("j") == "chan (<-chan int)");
  CHECK(printed("k") == "[]byte");
  CHECK(printed("l") == "[]uint8");
  CHECK(printed("m") == "map[string]struct { x any }");
}

TEST_CASE("initialization order, captures and sizes") {
  Checked checked = check("x.go", R"(package p
var a = b + 1
var b = f()
var c, d = g()
func f() int { return c }
func g() (int, int) { return 1, 2 }
type S struct { a byte; b int64; c [0]int }
func h(x int) func() int {
	y := x
	return func() int { z := 1; return func() int { return z + y + x }() }
}
)");
  REQUIRE(all_lines(checked) == "");
  Program& program = checked.program;
  const Package& package = program.packages[checked.package];
  std::string order;
  for (const Initializer& step : package.info.initialization) {
    for (ObjectId object : step.left) order += program.symbols.text(program.objects[object].name);
    order += ' ';
  }
  CHECK(order == "cd b a ");
  std::string captures;
  for (const auto& [literal, objects] : package.info.captures) {
    for (ObjectId object : objects) captures += program.symbols.text(program.objects[object].name);
    captures += ' ';
  }
  CHECK(captures == "zyx yx ");
  const ObjectId s = program.scopes[package.scope].find(program.symbols.intern("S"));
  CHECK(size_of(program, program.objects[s].type) == 24);
  CHECK(field_offsets(program, program.objects[s].type) == std::vector<int64_t>{0, 8, 16});
  CHECK_FALSE(has_pointers(program, program.objects[s].type));
}

namespace {

// The type checker alone, as its own tests see it.
std::string peer_lines(const std::string& text, const CheckOptions& options = {}) {
  Checked result;
  declare_test_functions(result.program);
  std::vector<SourceFile> files;
  files.push_back(SourceFile{"p.go", text});
  result.package =
      check_package_unfiltered(result.program, "example.com/p", std::move(files), options, result.errors);
  return all_lines(result);
}

}  // namespace

TEST_CASE("alone, the type checker has its own words for labels and gotos") {
  CHECK(
      peer_lines("package p\nfunc f() {\nL: for { break M }\nL:\n\tgoto N\n\tvar x int\n\t_ = x\nN:\n}\n") ==
      "p.go:3:16: invalid break label M\n"
      "p.go:4:1: label L already declared\n\tp.go:3:1: other declaration of L\n"
      "p.go:5:7: goto N jumps over variable declaration at line 6\n"
      "p.go:3:1: label L declared and not used\n");
}

TEST_CASE("alone, the type checker accepts interface literals that hold themselves") {
  CHECK(peer_lines("package p\ntype a interface{ m() interface{ a } }\n").empty());
}

TEST_CASE("assert and trace take no list of arguments") {
  CHECK(peer_lines("package p\nfunc f(s []byte) { trace(s...) }\nfunc g(s []bool) { assert(s...) }\n") ==
        "p.go:2:20: invalid operation: invalid use of ... with built-in trace\n"
        "p.go:3:20: invalid operation: invalid use of ... with built-in assert\n");
}

TEST_CASE("without alias types an alias cannot be used before it is known") {
  const std::string text = "package p\ntype (\n\ta struct{ *b }\n\tb = c\n\tc struct{ *b }\n)\n";
  CHECK(peer_lines(text).empty());
  CheckOptions options;
  options.alias_types = false;
  CHECK(peer_lines(text, options) ==
        "p.go:5:13: invalid use of type alias b in recursive type (see go.dev/issue/50729)\n");
  CHECK(peer_lines("package p\ntype a[P any] = int\n", options) ==
        "p.go:2:6: generic type alias requires GODEBUG=gotypesalias=1 or unset\n");
}

TEST_CASE("the fake package C has whatever is asked for") {
  CheckOptions options;
  options.fake_import_c = true;
  CHECK(peer_lines("package p\nimport \"C\"\nvar x C.int = C.f(1)\n", options).empty());
  CHECK(peer_lines("package p\nimport c \"C\"\n", options) == "p.go:2:8: cannot rename import \"C\"\n");
}
