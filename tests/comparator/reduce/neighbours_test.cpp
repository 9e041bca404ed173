// The programs around a program: what each alteration makes of one.
#include "comparator/reduce/neighbours.h"

#include <fmt/format.h>

#include <algorithm>

#include "comparator/reduce/likeness.h"
#include "reduce_support.h"

using namespace escdiff::reduce;
using namespace escdiff::reduce::tests;

namespace {

// One of the programs around `before` is `after`, by their canonical forms.
void check_neighbour(const std::string& before, const std::string& after) {
  const std::string wanted = canonical_form(*checked(in_package(after)), Checking::kBodiless);
  const auto all =
      neighbours(canonical_form(*checked(in_package(before)), Checking::kBodiless), Checking::kBodiless);
  for (std::string one : all) {
    std::ranges::replace(one, '\n', ' ');
    UNSCOPED_INFO("found: " << one);
  }
  INFO("wanted:\n" << wanted);
  CHECK(std::ranges::find(all, wanted) != all.end());
}

std::string many(size_t count, std::string_view piece) {
  std::string result;
  for (size_t i = 0; i < count; ++i)
    result += fmt::format("{}{}{}", i > 0 ? ", " : "", piece, piece == "_" ? "" : std::to_string(i));
  return result;
}

// `count` variables that a literal captures.
std::string captures(size_t count) {
  return fmt::format("package p\nfunc f() {{ var {0} [128]byte; _ = func() {{ {1} = {0} }} }}\n",
                     many(count, "v"), many(count, "_"));
}

}  // namespace

TEST_CASE("neighbours: none of a program that does not check, each once") {
  CHECK(neighbours("package p\nfunc f() { x }\n", Checking::kTyped).empty());
  auto all = neighbours("package p\n\nfunc f(p *int) *int {\n\treturn p\n}\n", Checking::kTyped);
  REQUIRE(!all.empty());
  std::ranges::sort(all);
  CHECK(std::ranges::adjacent_find(all) == all.end());
}

TEST_CASE("neighbours: a value goes elsewhere") {
  check_neighbour("func f(p *int) *int { return p }", "func f(p *int) *int { panic(p) }");
  check_neighbour("var v any; func f(p *int) { v = p }", "var v any; func f(p *int) { _ = p }");
}

TEST_CASE("neighbours: a statement makes something new") {
  check_neighbour("type T map[any]any; func f(t T) { for { t = make(T) } }",
                  "type T map[any]any; func f(p any, t T) { for { p = new(int) } }");
}

TEST_CASE("neighbours: a loop loses its header, its variables stay shown") {
  check_neighbour("var v any; func f(n int) { for n < 3 { v = &n } }",
                  "var v any; func f(n int) { for { _ = n; v = &n } }");
}

TEST_CASE("neighbours: the body of a range stands alone") {
  check_neighbour("var v any; func f(s []int) { for i := range s { v = &i } }",
                  "var v any; func f(i int, s []int) { v = &i }");
}

TEST_CASE("neighbours: a range over a function becomes a call of it") {
  check_neighbour("func f(seq func(func(int) bool)) { for range seq {} }",
                  "func f(seq func(func(int) bool)) { (seq)(func(int) bool { return true }) }");
}

TEST_CASE("neighbours: fields of a parameter are parameters of their own") {
  check_neighbour("type T struct { p, q *int }; func f(t T) *int { _ = t.q; return t.p }",
                  "type T struct { p, q *int }; func f(p *int, q *int) *int { _ = q; return p }");
}

TEST_CASE("neighbours: embedded fields are spelled out") {
  check_neighbour(
      "type T struct { p *int }; type U struct { T }; var v any; func f(u U) { v = u.p }",
      "type T struct { p *int }; type U struct { T }; var v any; var sink any; func f(u U) { sink = u.T }");
}

TEST_CASE("neighbours: a function gives way to a literal") {
  check_neighbour("func g() *int { return nil }; var v any; func f() { v = g }",
                  "func g() *int { return nil }; var v any; func f() { v = func() *int { return nil } }");
}

TEST_CASE("likeness: of variables that stand in the same places in long lists") {
  auto program = checked(captures(300));
  const Likeness likeness(*program);
  const std::string& text = program->text();
  auto erased = [&](std::string_view what) {
    Edit edit;
    const uint32_t at = static_cast<uint32_t>(text.find(what));
    edit.erase(at, at + static_cast<uint32_t>(what.size()));
    return likeness.of(Proposal(edit));
  };
  CHECK(!erased("v7, ").empty());
  CHECK(erased("v7, ") == erased("v123, "));
  CHECK(erased("v7") != erased("v7, "));
  CHECK(erased("[128]byte").empty());
}

TEST_CASE("likeness: not in short lists, not of names that are used more often") {
  Edit edit;
  auto few = checked(captures(20));
  edit.erase(static_cast<uint32_t>(few->text().find("v7, ")),
             static_cast<uint32_t>(few->text().find("v8, ")));
  CHECK(Likeness(*few).of(Proposal(edit)).empty());

  std::string text = captures(300);
  text.insert(text.find("_ = func"), "v9[0] = 1; ");
  auto program = checked(text);
  const Likeness likeness(*program);
  auto replaced = [&](std::string_view what) {
    Edit change;
    const uint32_t at = static_cast<uint32_t>(program->text().find(what));
    change.replace(at, at + static_cast<uint32_t>(what.size()) - 1, "_");
    return likeness.of(Proposal(change));
  };
  CHECK(replaced("v7,") == replaced("v8,"));
  CHECK(replaced("v7,") != replaced("v9,"));
}
