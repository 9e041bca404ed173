#include "comparator/minimize.h"

#include <catch2/catch_test_macros.hpp>

#include "verdicts.h"

using namespace escdiff;
using namespace escdiff::comparator;

namespace {

const std::string kProgram =
    "package p\n\nimport \"q\"\n\ntype file struct{ n int }\n\nfunc (f *file) Read(b []byte) int {\n\treturn "
    "len(b) + f.n\n}\n\n"
    "func open(n int) *int {\n\tvar x file\n\tx.n = n\n\tif n > 3 {\n\t\treturn q.Use(&x)\n\t}\n\treturn "
    "nil\n}\n";

// Says its words of every program that passes an address to q.Use.
class WordSide : public Side {
 public:
  explicit WordSide(std::string words) : words_(std::move(words)) {}
  std::string name() const override { return words_; }
  std::vector<Verdict> ask(std::span<const Source> programs) override {
    std::vector<Verdict> verdicts;
    for (const Source& one : programs) {
      const bool shows = one.text.find("q.Use(&") != std::string::npos;
      verdicts.push_back(shows ? tests::answered({"./x.go:5:8: " + words_}) : Verdict());
    }
    return verdicts;
  }

 private:
  std::string words_;
};

std::shared_ptr<types::Program> package_q(const std::vector<std::string>& paths) {
  if (paths != std::vector<std::string>{"q"}) return nullptr;
  auto program = std::make_shared<types::Program>();
  std::vector<types::CheckError> errors;
  const std::string q =
      "package q; type Reader interface { Read(b []byte) int }; func Use(r Reader) *int { return nil }";
  if (!types::check_package(*program, "q", {{"q.go", q}}, {}, errors).has_value()) return nullptr;
  return program;
}

std::string minimized(const reduce::ImportSource& imports) {
  WordSide left("leaking param: p"), right("p does not escape");
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
