#include "comparator/reduce/canonical.h"

#include "tests/comparator/reduce/reduce_support.h"

using namespace escdiff::reduce;
using namespace escdiff::reduce::tests;

namespace {

std::string renamed(const std::string& text) { return layout(with_short_names(*checked(in_package(text)))); }
std::string wanted(const std::string& text) { return layout(in_package(text)); }

}  // namespace

TEST_CASE("cost: written tokens, a directive counts as one, then bytes, then the alphabet") {
  CHECK(cost_of("package p\n\nfunc f() {}\n").tokens == 8);
  CHECK(cost_of("package p\n\n//go:noinline\nfunc f() {}\n").tokens == 9);
  CHECK(cost_of("package p\n\n// remark\nfunc f() {}\n").tokens == 8);
  CHECK(cost_of("package p\nvar a int\n") < cost_of("package p\nvar a = 1\nvar b int\n"));
  CHECK(cost_of("package p\nvar a int\n") < cost_of("package p\nvar ab int\n"));
  CHECK(cost_of("package p\nvar a int\n") < cost_of("package p\nvar b int\n"));
}

TEST_CASE("layout drops comments and keeps directives") {
  CHECK(layout("// one\npackage p\n/* two */\n\n// three\n//go:noinline\nfunc f ( ) { // four\n}") ==
        "package p\n\n//go:noinline\nfunc f() {}\n");
}

TEST_CASE("declarations are sorted by kind alone") {
  auto program = checked(
      "package p\nfunc f() {}\nvar a T\n//go:noinline\nfunc g() {}\ntype T int\nvar b T\nconst c = 1\n");
  CHECK(laid_out_sorted(*program) ==
        "package p\n\nconst c = 1\n\ntype T int\n\nvar a T\nvar b T\n\nfunc f() {}\n\n//go:noinline\nfunc "
        "g() {}\n");
}

TEST_CASE("short names by kind, in the order of declarations") {
  CHECK(renamed("type Tree struct { left, right *Tree }; var sink any; const size = 3;"
                "func walk(tree *Tree, depth int) (sum int) { next := tree.left; sink = next; sum = depth + "
                "size; return }") == wanted("type T struct { a, b *T }; var v any; const c = 3; func f(p *T, "
                                            "q int) (r int) { x := p.a; v = x; r = q + c; return }"));
}

TEST_CASE("each function starts anew, and nothing is hidden") {
  CHECK(
      renamed("func one(a int) { b := a; _ = b }; func two(c int) { d := func(e int) int { return e + c }; _ "
              "= d }") ==
      wanted(
          "func f(p int) { x := p; _ = x }; func g(p int) { x := func(q int) int { return q + p }; _ = x }"));
}

TEST_CASE("methods, interfaces and embedded fields keep matching") {
  CHECK(renamed("type Shape interface { area() int }; type Square struct { side int };"
                "func (s Square) area() int { return s.side }; type Box struct { Square };"
                "func total(s Shape) int { b := Box{Square: Square{side: 1}}; return s.area() + b.area() + "
                "b.Square.side }") ==
        wanted("type T interface { m() int }; type U struct { a int }; func (p U) m() int { return p.a }; "
               "type V struct { U };"
               "func f(p T) int { x := V{U: U{a: 1}}; return p.m() + x.m() + x.U.a }"));
}

TEST_CASE("type switches, labels, predeclared and special names") {
  CHECK(renamed("func main() {}; type E int; func (e E) Error() string { return \"\" };"
                "func pick(v any) error { loop: for { switch w := v.(type) { case E: return w; case error: "
                "return w }; continue loop } }") ==
        wanted("func main() {}; type T int; func (p T) Error() string { return \"\" };"
               "func f(p any) error { L: for { switch x := p.(type) { case T: return x; case error: return x "
               "}; continue L } }"));
}

TEST_CASE("canonical names stay as they are") {
  std::string text = "type T struct { a *int }; var v T; func f(p, q *int) { x := p; v.a = x; v.a = q }";
  CHECK(renamed(text) == wanted(text));
}
