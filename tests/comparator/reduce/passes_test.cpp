// Each pass: what it makes of a small program.
#include <set>

#include "comparator/reduce/reduce.h"
#include "tests/comparator/reduce/reduce_support.h"

using namespace escdiff::reduce;
using namespace escdiff::reduce::tests;

TEST_CASE("drop-declarations: a function goes with the statements that call it") {
  check_offer("drop-declarations", "func g(x int) {}; func f() { y := 1; g(y); for {} }",
              "func f() { for {} }");
}

TEST_CASE("drop-declarations: a type goes with fields and functions that use it") {
  check_offer("drop-declarations",
              "type T int; type U struct { t T; n int }; func f(t T) {}; func g(u U) { _ = u.n }",
              "type U struct { n int }; func g(u U) { _ = u.n }");
}

TEST_CASE("stub-bodies: zero values are returned") {
  check_offer("stub-bodies",
              "type T struct{ n int }; func f(p *T) (*T, int, string, T) { return p, 1, \"a\", *p }",
              "type T struct{ n int }; func f(p *T) (*T, int, string, T) { return nil, 0, \"\", T{} }");
}

TEST_CASE("drop-statements: variables that lose their only use go too") {
  check_offer("drop-statements", "func f(p *int) { x := 1; *p = x }", "func f(p *int) { }");
}

TEST_CASE("drop-statements: what allocates stays behind") {
  check_offer("drop-statements", "func f(p **int) { x := new(int); *p = x }",
              "func f(p **int) { _ = new(int) }");
}

TEST_CASE("drop-statements: a lost return comes back as a zero value") {
  check_offer("drop-statements", "func f(p *int) *int { return p }", "func f(p *int) *int { return nil }");
}

TEST_CASE("drop-parts") {
  check_offer("drop-parts", "func f(b bool) { if b { f(b) } else { f(!b) } }",
              "func f(b bool) { if b { f(b) } }");
  check_offer("drop-parts", "func f(n int) { switch n { case 1, 2: f(1); case 3: f(2) } }",
              "func f(n int) { switch n { case 1, 2: f(1) } }");
  check_offer("drop-parts", "func f() { _ = []int{1, 2, 3} }", "func f() { _ = []int{} }");
  check_offer("drop-parts", "func f(s []int) { _ = append(s, 1, 2) }",
              "func f(s []int) { _ = append(s, 1) }");
  check_offer("drop-parts", "func f(s []int) { _ = append(s, s...) }", "func f(s []int) { _ = append(s) }");
  check_offer("drop-parts", "func f(p *int) int { return (*p) }", "func f(p *int) int { return *p }");
  check_offer("drop-parts", "func f(a, b int) { a, b = b, a }", "func f(a, b int) { a = b }");
  check_offer("drop-parts", "//go:noinline\nfunc f() {}", "func f() {}");
}

TEST_CASE("unwrap-statements") {
  check_offer("unwrap-statements", "func f(b bool) { if x := b; x { f(b) } else { f(x) } }",
              "func f(b bool) { x := b; f(x) }");
  check_offer("unwrap-statements", "func f() { for i := 0; i < 3; i++ { f(); if i > 1 { break } } }",
              "func f() { i := 0; f(); if i > 1 { } }");
  check_offer("unwrap-statements", "func f(s []*int) { for _, v := range s { *v = 1 } }",
              "func f(s []*int) { var v *int; *v = 1 }");
  check_offer("unwrap-statements", "func f(s []*int) { for _, v := range s { *v = 1 } }",
              "func f(s []*int) { v := s[0]; *v = 1 }");
  check_offer("unwrap-statements", "func f(m map[string]*int) { for k, v := range m { *v = len(k) } }",
              "func f(m map[string]*int) { k := \"\"; v := m[\"\"]; *v = len(k) }");
  check_offer("unwrap-statements", "func f(n int) { switch { case n > 0: f(1); default: f(2) } }",
              "func f(n int) { f(2) }");
  check_offer("unwrap-statements", "func f(x any) { switch y := x.(type) { case int: f(y) } }",
              "func f(x any) { y := x.(int); f(y) }");
  check_offer("unwrap-statements", "func f(c chan int) { select { case <-c: f(c) } }",
              "func f(c chan int) { <-c; f(c) }");
  check_offer("unwrap-statements", "func f() { defer f() }", "func f() { f() }");
  check_offer("unwrap-statements", "func f(n int) { func() { f(n) }() }", "func f(n int) { f(n) }");
  check_offer("unwrap-statements", "func f(n int) { L: for { for { continue L } } }",
              "func f(n int) { for { for { continue } } }");
}

TEST_CASE("blank-targets") {
  check_offer("blank-targets", "func f(p **int) { *p = new(int) }", "func f(p **int) { _ = new(int) }");
  check_offer("blank-targets", "func f(p **int) { *p = new(int) }", "func f(p **int) { _ = *p }");
  check_offer("blank-targets", "func f(c chan *int) { c <- new(int) }",
              "func f(c chan *int) { _ = new(int) }");
  check_offer("blank-targets", "func f(p *int) { *p++ }", "func f(p *int) { _ = *p }");
}

TEST_CASE("inline-calls: a function's result") {
  check_offer("inline-calls", "func g(p *int) *int { q := p; return q }; func f(x *int) *int { return g(x) }",
              "func f(x *int) *int { q_in := x; return q_in }");
}

TEST_CASE("inline-calls: an argument that is no name gets a variable") {
  check_offer("inline-calls", "func g(p *int) { *p = 1 }; func f() { g(new(int)) }",
              "func f() { var p_in *int = new(int); *p_in = 1 }");
}

TEST_CASE("inline-calls: a literal that a variable holds") {
  check_offer("inline-calls", "func f(p *int) { g := func(q *int) *int { return q }; *g(p) = 1 }",
              "func f(p *int) { _ = func(q *int) *int { return q }; *(p) = 1 }");
}

TEST_CASE("inline-calls: not into itself") {
  CHECK(offers("inline-calls", "func f(n int) { f(n) }").empty());
}

TEST_CASE("drop-parameters: with the arguments of all calls") {
  check_offer("drop-parameters", "func f(a, b int) { f(b, 1); f(2, 3) }", "func f(b int) { f(1); f(3) }");
  check_offer("drop-parameters", "func f(p *int) { *p = 1; f(p); f(nil) }", "func f() { f(); f() }");
  check_offer("drop-parameters", "func f(p *int) { *p = 1; f(p); f(nil) }",
              "func f() { var p *int; *p = 1; f(); f() }");
  check_offer("drop-parameters", "func f(a int, s ...int) { f(1, s...); f(1, 2, 3) }",
              "func f(a int) { f(1); f(1) }");
}

TEST_CASE("drop-parameters: methods together with their interface") {
  check_offer(
      "drop-parameters",
      "type I interface { m(n int) }; type T int; func (t T) m(n int) {}; func f(i I) { i = T(0); i.m(1) }",
      "type I interface { m() }; type T int; func (t T) m() {}; func f(i I) { i = T(0); i.m() }");
}

TEST_CASE("drop-parameters: of functions that are values where the values may have any type") {
  check_offer("drop-parameters", "func g(n int) {}; var v = g", "func g() {}; var v = g");
  check_offer("drop-parameters", "type T int; func (T) m(n int) {}; func f() { _ = T(0).m }",
              "type T int; func (T) m() {}; func f() { _ = T(0).m }");
  check_offer("drop-parameters", "func g(n int) {}; var v func(int) = g", "func g() {}");
}

TEST_CASE("drop-results: with returns and calls") {
  check_offer(
      "drop-results",
      "func g(p *int) (*int, int) { return p, 1 }; func f(p *int) *int { q, n := g(p); _ = n; return q }",
      "func g(p *int) *int { return p }; func f(p *int) *int { q := g(p); return q }");
  check_offer("drop-results", "func g() *int { return new(int) }; func f() { *g() = 1 }",
              "func g() { _ = new(int); return }; func f() { g(); *(*int)(nil) = 1 }");
}

TEST_CASE("replace-calls: zero values take their place") {
  check_offer("replace-calls", "func g(n int) *int { return &n }; func f() *int { g(1); return g(2) }",
              "func f() *int { return nil }");
}

TEST_CASE("drop-fields: with all uses") {
  check_offer(
      "drop-fields",
      "type T struct { a, b int; p *int }; func f(t *T) *int { t.a = t.b; *t = T{a: 1, p: t.p}; return t.p }",
      "type T struct { b int; p *int }; func f(t *T) *int { *t = T{p: t.p}; return t.p }");
  check_offer("drop-fields", "type T struct { a int; p *int }; func f() *int { return T{1, nil}.p }",
              "type T struct { a int }; func f() *int { return nil }");
}

TEST_CASE("unwrap-structs") {
  check_offer("unwrap-structs",
              "type T struct { p *int }; func f(t *T, q *int) *int { *t = T{q}; return t.p }",
              "type T *int; func f(t *T, q *int) *int { *t = T(q); return (*t) }");
  check_offer("unwrap-structs", "type T struct { a [9]byte }; func f() { _ = T{} }",
              "type T [9]byte; func f() { _ = T{} }");
}

TEST_CASE("replace-expressions") {
  check_offer("replace-expressions",
              "func g(p *int) *int { return p }; func f(p *int) *int { return g(g(p)) }",
              "func g(p *int) *int { return p }; func f(p *int) *int { return p }");
  check_offer("replace-expressions", "func f(p *int) *int { q := &*p; return q }",
              "func f(p *int) *int { q := (*int)(nil); return q }");
  check_offer("replace-expressions", "func f(n int) int { return n + 2 }", "func f(n int) int { return n }");
  check_offer("replace-expressions", "func f(n int) int { return n + 2 }", "func f(n int) int { return 0 }");
}

TEST_CASE("inline-variables") {
  check_offer("inline-variables", "func f(p *int) *int { x := *p; return &x }",
              "func f(p *int) *int { return &*p }");
  check_offer("inline-variables", "func f(a, b int) int { x := a + b; return x * 2 }",
              "func f(a, b int) int { return a + b * 2 }");
  check_offer("inline-variables", "func f(p *int) (*int, *int) { q := p; return q, q }",
              "func f(p *int) (*int, *int) { return p, p }");
  check_offer("inline-variables", "const n = 3; func f() int { return n + n }",
              "func f() int { return 3 + 3 }");
}

TEST_CASE("variables-to-parameters") {
  check_offer("variables-to-parameters", "func f(p *int) int { x := *p; return x }",
              "func f(p *int, x int) int { return x }");
  check_offer("variables-to-parameters", "func f(s ...int) int { var x, y int; return x + y }",
              "func f(x int, y int, s ...int) int { return x + y }");
  CHECK(offers("variables-to-parameters", "func f(p *int) { x := p; f(x) }").empty());
}

TEST_CASE("inline-variables: the only assignment") {
  check_offer("inline-variables", "var v *int; func f(p int, q *int) { q = &p; v = q }",
              "var v *int; func f(p int, q *int) { v = &p }");
}

TEST_CASE("retype-results: of functions that nobody calls") {
  check_offer("retype-results", "type T struct { p *int }; func f(p *int) *T { return &T{p} }",
              "type T struct { p *int }; func f(p *int) *int { return p }");
  CHECK(offers("retype-results", "func f(p **int) *int { _ = f(nil); return *p }").empty());
}

TEST_CASE("hoist-literals: into functions that nobody calls") {
  check_offer("hoist-literals", "var v any; func f() { func(p *int) { v = p }(nil) }",
              "var v any; func f(p *int) { v = p }");
}

TEST_CASE("unwrap-variables") {
  check_offer("unwrap-variables", "func f(p []*int) *int { return p[0] }",
              "func f(p *int) *int { return p }");
  check_offer("unwrap-variables", "func f(p ...**int) *int { return *p[0] }",
              "func f(p **int) *int { return *p }");
  check_offer("unwrap-variables", "var v map[string]any; func f() { v[\"\"] = (v[\"a\"]) }",
              "var v any; func f() { v = v }");
  CHECK(offers("unwrap-variables", "func f(p []*int) []*int { p[0] = nil; return p }").empty());
}

TEST_CASE("merge-declarations") {
  check_offer("merge-declarations", "func f(p *int) { var x *int = p; _ = *x }",
              "func f(p *int) { x := p; _ = *x }");
  check_offer("merge-declarations", "func f(p *int) { var x *int; x = p; _ = *x }",
              "func f(p *int) { x := p; _ = *x }");
  check_offer("merge-declarations", "func f(p any) { var x any; x = 1; _, _ = x.(int) }",
              "func f(p any) { var x any = 1; _, _ = x.(int) }");
  check_offer("merge-declarations", "func f(a int, b int) {}", "func f(a, b int) {}");
  check_offer("merge-declarations", "var ( a int; b string )", "var a int; var b string");
  check_offer("merge-declarations", "var a int; var b int", "var a, b int");
  check_offer("merge-declarations", "func f() int { _ = f(); return 0 }", "func f() int { f(); return 0 }");
}

TEST_CASE("shrink-types") {
  check_offer("shrink-types", "type T *int; func f(p T) T { return p }", "func f(p *int) *int { return p }");
  check_offer("shrink-types", "type T struct { a, b int }; func f(p *T) *T { return p }",
              "func f(p *int) *int { return p }");
  check_offer("shrink-types", "func f(p **string) **string { return p }",
              "func f(p *string) *string { return p }");
  check_offer("shrink-types", "func f(p interface{ m() }) {}", "func f(p any) {}");
}

TEST_CASE("methods-to-functions") {
  check_offer("methods-to-functions",
              "type T int; func (t *T) m(n int) {}; func f(t T, p *T) { t.m(1); p.m(2) }",
              "type T int; func m(t *T, n int) {}; func f(t T, p *T) { m(&t, 1); m(p, 2) }");
  check_offer("methods-to-functions", "type T int; func (T) m() {}; func f(p *T) { p.m() }",
              "type T int; func m(_ T) {}; func f(p *T) { m(*p) }");
  check_offer("methods-to-functions", "type T int; func (t T) m() {}; func f(p *T) { p.m() }",
              "type T int; func m() {}; func f(p *T) { m() }");
}

TEST_CASE("simplify-literals") {
  check_offer("simplify-literals", "func f() int { return 17 }", "func f() int { return 0 }");
  check_offer("simplify-literals", "func f() string { return \"abc\" }", "func f() string { return \"\" }");
  check_offer("simplify-literals", "var a [17]int", "var a [1]int");
}

TEST_CASE("drop-names") {
  check_offer("drop-names", "func f(a, b int) (r *int) { return nil }",
              "func f(int, int) (r *int) { return nil }");
  check_offer("drop-names", "func f(a, b int) (r *int) { return nil }",
              "func f(a, b int) *int { return nil }");
  check_offer("drop-names", "type T int; func (t T) m() {}", "type T int; func (T) m() {}");
}

TEST_CASE("drop-parts: ranges lose a blank key, and what they go over") {
  check_offer("drop-parts", "func f(s []int) { for _, x := range s { _ = x } }",
              "func f(s []int) { for x := range s { _ = x } }");
  check_offer("drop-parts", "func f(s []int) { for x := range s { _ = x } }",
              "func f(s []int) { for x := range \"\" { _ = x } }");
}

TEST_CASE("sink-arguments") {
  const std::string g = "func g(s string, x ...any) {}; ";
  check_offer("sink-arguments", g + "func f(n int) { g(\"\", n) }", g + "func f(n int) any { return n }");
  check_offer("sink-arguments", g + "func f(n int) { g(\"\", n) }", g + "func f(n int) { _ = any(n) }");
  const std::string m = "type T int; func (t T) m(f func(*int)) {}; ";
  check_offer("sink-arguments", m + "func f(t T) { t.m(nil) }", m + "func f(t T) { _ = t }");
  check_offer("sink-arguments", m + "func f(t T, n int) { t.m(func(*int) { _ = n }) }",
              m + "func f(t T, n int) { go func(*int) { _ = n }(nil) }");
}

TEST_CASE("return-directly") {
  check_offer("return-directly", "func f(p *int) (r *int) { r = p; return }",
              "func f(p *int) (r *int) { return p }");
  check_offer("return-directly", "func f(p *int) (r *int) { r = p; return r }",
              "func f(p *int) (r *int) { return p }");
}

TEST_CASE("results-to-variables") {
  check_offer("results-to-variables", "func f(p []int) []int { return append(p) }",
              "var sink []int; func f() { sink = append(sink) }");
  check_offer("results-to-variables", "func f(n int) (r []int) { r = append(r, n); return nil }",
              "var sink []int; func f(n int) { sink = append(sink, n); return }");
}

TEST_CASE("simplify-operations") {
  check_offer("simplify-operations", "type T struct{ n int }; func f() any { return T{}.n }",
              "type T struct{ n int }; func f(argument int) any { return -argument }");
  check_offer("simplify-operations", "func f(p []int) any { return append(p, 1) }",
              "func f(p []int) any { return p[:] }");
}

TEST_CASE("every pass has a name and a meaning of its own") {
  std::set<std::string_view> names;
  for (const PassDescription& pass : passes()) {
    CHECK(names.insert(pass.name).second);
    CHECK_FALSE(pass.meaning.empty());
  }
  CHECK(names.size() == all_passes().size());
}
