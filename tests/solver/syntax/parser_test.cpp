#include "solver/syntax/parser.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/solver/syntax/parsed.h"
#include "tests/solver/syntax/whole_language.h"

namespace escdiff::syntax {

TEST_CASE("the whole language parses without an error and prints as it was") {
  const Parsed parsed(kWholeLanguage);
  CHECK(parsed.messages() == std::vector<std::string>{});
  REQUIRE(parsed.root().has_value());
  const Parsed again(parsed.formatted());
  CHECK(again.errors.empty());
  CHECK(equal_trees(parsed.tree, parsed.symbols, parsed.root(), again.tree, again.symbols, again.root()));
}

TEST_CASE("nodes are where gc reports them, and reach over their source") {
  const Parsed parsed(
      "package p\n"
      "func (r T) f(a, b int) {\n"
      "\tx.y[i](z)\n"
      "\tx[1:2] = a +\tb\n"
      "\tc <- T{k: v}\n"
      "\tfor i := range y {\n\t}\n"
      "\tswitch t := u.(type) {\n\t}\n"
      "}\n");
  REQUIRE(parsed.messages() == std::vector<std::string>{});
  const auto check = [&](NodeKind kind, const std::string& position, const std::string& source) {
    const NodeId node = parsed.first(kind);
    INFO(kind_name(kind));
    CHECK(parsed.position(node) == position);
    CHECK(parsed.source(node) == source);
  };
  check(NodeKind::kCall, "3:8", "x.y[i](z)");
  check(NodeKind::kExprStmt, "3:8", "x.y[i](z)");
  check(NodeKind::kIndex, "3:5", "x.y[i]");
  check(NodeKind::kSelector, "3:3", "x.y");
  check(NodeKind::kSlice, "4:3", "x[1:2]");
  check(NodeKind::kAssign, "4:9", "x[1:2] = a +\tb");
  check(NodeKind::kBinary, "4:13", "a +\tb");
  check(NodeKind::kSendStmt, "5:4", "c <- T{k: v}");
  check(NodeKind::kCompositeLit, "5:8", "T{k: v}");
  check(NodeKind::kKeyValue, "5:10", "k: v");
  check(NodeKind::kRange, "6:11", "for i := range y {\n\t}");
  check(NodeKind::kTypeSwitch, "8:15", "switch t := u.(type) {\n\t}");
  check(NodeKind::kFuncType, "2:13", "(a, b int)");
  check(NodeKind::kFuncDecl, "2:6", parsed.source(parsed.first(NodeKind::kFuncDecl)));
  CHECK(parsed.source(parsed.first(NodeKind::kFuncDecl)).starts_with("func (r T) f("));
}

TEST_CASE("what could be an array length or type parameters") {
  const auto type_parameters = [](const std::string& type) {
    const Parsed parsed("package p\ntype T" + type + "\n");
    INFO(type);
    REQUIRE(parsed.messages() == std::vector<std::string>{});
    const auto spec = view<TypeSpec>(parsed.tree, parsed.first(NodeKind::kTypeSpec));
    return parsed.tree.children(spec.type_parameters).size();
  };
  CHECK(type_parameters("[P any] int") == 1);
  CHECK(type_parameters("[P, Q any] int") == 1);
  CHECK(type_parameters("[P *Q,] int") == 1);
  CHECK(type_parameters("[P *Q] int") == 0);
  CHECK(type_parameters("[P *[]int] int") == 1);
  CHECK(type_parameters("[P (Q),] int") == 1);
  CHECK(type_parameters("[P (Q)] int") == 0);
  CHECK(type_parameters("[P *Q|~R] int") == 1);
  CHECK(type_parameters("[P []E, E any] int") == 2);
  CHECK(type_parameters("[N]int") == 0);
  CHECK(type_parameters("[N * 2]int") == 0);
  CHECK(type_parameters("[]int") == 0);
}

TEST_CASE("generic methods belong to Go 1.27") {
  const std::string text = "package p\nfunc (T) m[P any]() {}\n";
  CHECK(Parsed(text).messages() ==
        std::vector<std::string>{"x.go:2:11: syntax error: method must have no type parameters"});
  CHECK(Parsed(text, {.generic_methods = true}).messages() == std::vector<std::string>{});
}

TEST_CASE("nesting has a limit") {
  const std::string open(100'000, '(');
  const Parsed parsed("package p\nvar x = " + open);
  REQUIRE(parsed.messages().size() == 1);
  CHECK(parsed.messages()[0] == "x.go:2: syntax error: nesting is too deep");
  for (const std::string part :
       {"[]",   "{",     "func() {",  "if x {} else ", "*",   "<-",   "!",   "T{",    "f(",
        "map[", "chan ", "struct{x ", "interface{m(",  "x.(", "x[",   "a: ", "for {", "switch {case x:",
        "-",    "func(", "var x = ",  "_ = []T{{",     "go ", "x.y.", "x()("}) {
    INFO(part);
    std::string text = "package p\nfunc f() {\n";
    for (int i = 0; i < 50'000; ++i) text += part;
    const Parsed deep(text);
    CHECK_FALSE(deep.messages().empty());
    CHECK_FALSE(deep.formatted().empty());
  }
  std::string chain = "f";
  for (int i = 0; i < 100'000; ++i) chain += "()";
  CHECK(Parsed("package p\nvar x = " + chain + "\n").messages().size() == 1);
  std::string sum = "1";
  for (int i = 0; i < 10'000; ++i) sum += " + 1";
  CHECK(Parsed("package p\n\nvar x = " + sum + "\n").formatted() == "package p\n\nvar x = " + sum + "\n");
}

TEST_CASE("directives") {
  const Parsed parsed(
      "//go:build linux && go1.21\n\npackage p\n\nimport _ \"unsafe\"\n\n"
      "//go:noinline\n//go:nosplit\nfunc f() {}\n\n"
      "//go:linkname g runtime.g\nfunc g()\n\n"
      "//go:embed a.txt \"b c\"\nvar s string\n\n"
      "//go:noinline\nvar t int\n");
  CHECK(parsed.messages() == std::vector<std::string>{});
  CHECK(parsed.file.go_version == "go1.21");
  REQUIRE(parsed.file.linknames.size() == 1);
  CHECK(parsed.file.linknames[0].remote == "runtime.g");
  REQUIRE(parsed.file.embeds.size() == 1);
  CHECK(parsed.file.embeds[0].patterns == std::vector<std::string>{"a.txt", "b c"});
  CHECK(printed_errors(parsed.sources, parsed.file.late_errors) ==
        std::vector<std::string>{"x.go:17:3: misplaced compiler directive"});
  const NodeId f = parsed.first(NodeKind::kFuncDecl);
  CHECK(parsed.tree.pragmas(f) == (kPragmaNoinline | kPragmaNosplit | kPragmaNocheckptr));
  CHECK(parsed.formatted().find("//go:nosplit\n//go:noinline\nfunc f() {}\n") != std::string::npos);
}

}  // namespace escdiff::syntax
