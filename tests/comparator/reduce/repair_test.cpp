#include "comparator/reduce/repair.h"

#include "tests/comparator/reduce/reduce_support.h"

using namespace escdiff::reduce;
using namespace escdiff::reduce::tests;

namespace {

void check_repair(Mending mending, const std::string& broken, const std::string& wanted) {
  INFO(broken);
  auto repaired = repair(in_package(broken), Checking::kTyped, mending);
  REQUIRE(repaired);
  CHECK(repaired->typed());
  CHECK(laid_out(*repaired) == layout(in_package(wanted)));
}

}  // namespace

TEST_CASE("unused variables go, what they were given stays when it may matter") {
  check_repair(Mending::kTidy, "func f() { x := 1 }", "func f() {}");
  check_repair(Mending::kTidy, "func f() { x := new(int) }", "func f() { _ = new(int) }");
  check_repair(Mending::kTidy, "func f() { var x *int = new(int) }", "func f() { var _ *int = new(int) }");
  check_repair(Mending::kTidy, "func f() { x, y := 1, new(int); *y = 2 }",
               "func f() { y := new(int); *y = 2 }");
  check_repair(Mending::kTidy, "func f() { var x *int; x = new(int) }", "func f() { _ = new(int) }");
}

TEST_CASE("unused variables of loops, switches and selects") {
  check_repair(Mending::kTidy, "func f(s []int) { for i := range s {} }",
               "func f(s []int) { for range s {} }");
  check_repair(Mending::kTidy, "func f(s []int) { for i, v := range s { _ = i } }",
               "func f(s []int) { for i := range s { _ = i } }");
  check_repair(Mending::kTidy, "func f(s []int) { for i, v := range s { _ = v } }",
               "func f(s []int) { for _, v := range s { _ = v } }");
  check_repair(Mending::kTidy, "func f(x any) { switch y := x.(type) { case int: } }",
               "func f(x any) { switch x.(type) { case int: } }");
  check_repair(Mending::kTidy, "func f(c chan int) { select { case x := <-c: } }",
               "func f(c chan int) { select { case <-c: } }");
  check_repair(Mending::kTidy, "func f(b bool) { if x := 1; b {} }", "func f(b bool) { if _ = 1; b {} }");
}

TEST_CASE("labels, branches, returns, definitions and values that lost their sense") {
  check_repair(Mending::kTidy, "func f() { L: for {} }", "func f() { for {} }");
  check_repair(Mending::kTidy, "func f() { break }", "func f() {}");
  check_repair(Mending::kTidy, "func f() (int, error) {}", "func f() (int, error) { return 0, nil }");
  check_repair(Mending::kTidy, "func f(p *int) { p := nil }", "func f(p *int) { p = nil }");
  check_repair(Mending::kTidy, "func f(p *int) { []*int{p} }", "func f(p *int) { _ = []*int{p} }");
  check_repair(Mending::kTidy, "func f(p *int) { p }", "func f(p *int) {}");
  check_repair(Mending::kTidy, "import \"unsafe\"; func f() {}", "func f() {}");
}

TEST_CASE("a cascade takes everything that depends on what is gone") {
  check_repair(Mending::kCascade, "func f() { x := gone(); y := x; _ = y; for {} }", "func f() { for {} }");
  check_repair(Mending::kCascade, "func g(t Gone) {}; func f(n int) { g(n); for {} }",
               "func f(n int) { for {} }");
  check_repair(Mending::kCascade, "func f() *int { return gone }", "func f() *int { return nil }");
  check_repair(Mending::kCascade, "func f(b bool) { if b {} else if gone {} }", "func f(b bool) { if b {} }");
  check_repair(Mending::kCascade, "func f(n int) { switch n { case 1, gone: } }",
               "func f(n int) { switch n { case 1: } }");
}

TEST_CASE("tidying does not take what a cascade would") {
  CHECK_FALSE(repair("package p\nfunc f() { gone() }", Checking::kTyped, Mending::kTidy));
}

TEST_CASE("what does not parse is not mended") {
  CHECK_FALSE(repair("package p\nfunc f( {", Checking::kTyped, Mending::kCascade));
}

TEST_CASE("without facts, names alone are enough for most repairs") {
  auto repaired = repair("package p\nimport \"fmt\"\nfunc f() int { x := gone(); y := x; _ = y }",
                         Checking::kNamesOnly, Mending::kCascade);
  REQUIRE(repaired);
  CHECK(laid_out(*repaired) == layout("package p\nfunc f() int { return 0 }"));
}
