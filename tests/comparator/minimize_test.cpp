#include "comparator/minimize.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/comparator/verdicts.h"

using namespace escdiff;
using namespace escdiff::comparator;

namespace {

const std::string kProgram =
    "package p\n\nimport \"q\"\n\ntype file struct{ n int }\n\nfunc (f *file) Read(b []byte) int {\n\treturn "
    "len(b) + f.n\n}\n\n"
    "func open(n int) *int {\n\tvar x file\n\tx.n = n\n\tif n > 3 {\n\t\treturn q.Use(&x)\n\t}\n\treturn "
    "nil\n}\n";

std::shared_ptr<types::Program> package_q(const std::set<std::string>& paths) {
  if (paths != std::set<std::string>{"q"}) return nullptr;
  auto program = std::make_shared<types::Program>();
  std::vector<types::CheckError> errors;
  const std::string q =
      "package q; type Reader interface { Read(b []byte) int }; func Use(r Reader) *int { return nil }";
  if (!types::check_package(*program, "q", {{"q.go", q}}, {}, errors).has_value()) return nullptr;
  return program;
}

std::string minimized(const reduce::ImportSource& imports) {
  tests::LineSide left("./x.go:5:8: leaking param: p", "q.Use(&"),
      right("./x.go:5:8: p does not escape", "q.Use(&");
  const Difference difference =
      compare(left.ask_one({"x.go", kProgram}), right.ask_one({"x.go", kProgram})).front();
  auto result = minimize_difference(left, right, kProgram, signature(difference), imports, {});
  REQUIRE(result);
  return result->program;
}

}  // namespace

TEST_CASE("a program that imports packages is minimized with their types, where they are at hand") {
  CHECK(minimized({.language = "1.20", .load = package_q}) ==
        "package p\n\nimport \"q\"\n\ntype T struct{}\n\nfunc (T) Read([]byte) int {\n\treturn 0\n}\n\n"
        "func f() {\n\tq.Use(&T{})\n}\n");
  const std::string by_names = minimized({});
  CHECK(by_names.size() < kProgram.size());
  CHECK(by_names.find("*file) Read") == std::string::npos);
}
