#include "solver/ir/export_path.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "solver/types/type_string.h"

using namespace escdiff;

namespace {

// The types of which `object` has copies of its own, on the way to L.
std::vector<std::string> copies(const std::string& declarations, std::string_view object) {
  types::Program program;
  std::vector<types::CheckError> errors;
  const types::PackageId package =
      types::check_package(program, "q", {{"x.go", "package q\n\n" + declarations}}, {}, errors);
  REQUIRE(errors.empty());
  const auto member = [&](std::string_view name) {
    return program.member(package, program.symbols.intern(name));
  };
  std::vector<std::string> result;
  for (const types::TypeId type : ir::own_copies(program, member(object), member("L")))
    result.push_back(types::type_string(program, type, package));
  return result;
}

using Names = std::vector<std::string>;

}  // namespace

// Each as Go 1.26 does when a package imports q, mentions L[int] and has a method of it that mentions G: it
// makes no method wrappers for the types of which G has copies of its own.
TEST_CASE("the exported object that leads to a generic type first has copies of what leads there") {
  const std::string generic = "type L[T any] int\n";
  CHECK(copies(generic + "var G L[int]", "G") == Names{"L[int]"});
  CHECK(copies(generic + "var G []*L[int]", "G") == Names{"[]*L[int]", "*L[int]", "L[int]"});
  CHECK(copies(generic + "var G, H L[int]", "H").empty());
  CHECK(copies(generic + "var G, A L[int]", "G").empty());
  CHECK(copies(generic + "var G, a L[int]", "G") == Names{"L[int]"});
  CHECK(copies(generic + "var g L[int]", "g").empty());
  CHECK(copies(generic + "var G int", "G").empty());
  CHECK(copies(generic + "var G L[int]\nfunc F(L[string]) {}", "G").empty());
  // Its underlying type is int alone.
  CHECK(copies(generic + "var G L[int]\ntype A L[int]", "G") == Names{"L[int]"});
  // By fields and methods.
  CHECK(copies(generic + "var G L[int]\ntype A struct{ a L[int] }", "G").empty());
  CHECK(copies(generic + "var G L[int]\ntype A int\nfunc (A) M() (r L[int]) { return }", "G").empty());
  CHECK(copies(generic + "var G A\ntype A struct{ a L[int] }", "G").empty());
  CHECK(copies(generic + "var G b\ntype b struct{ a L[int] }", "G") ==
        Names{"b", "struct{a L[int]}", "L[int]"});
}
