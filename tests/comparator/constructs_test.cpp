#include "comparator/constructs.h"

#include <catch2/catch_test_macros.hpp>

using namespace escdiff;
using namespace escdiff::comparator;

namespace {

Constructs of(const std::string& declarations) {
  auto program = reduce::Snapshot::create("package p\n\n" + declarations, reduce::Checking::kBodiless);
  REQUIRE(program);
  REQUIRE(program->typed());
  return constructs_of(*program, *profile::find_profile("1.26"));
}

bool calls_unknown(const std::string& declarations) { return of(declarations).contains("unknown call"); }

}  // namespace

TEST_CASE("calls of interfaces' methods, function values and functions without bodies are unknown calls") {
  CHECK(calls_unknown("func f(p error) {\n\tp.Error()\n}\n"));
  CHECK(calls_unknown("func f(p error) {\n\t_ = p.Error\n}\n"));
  CHECK(calls_unknown("func f(p error) {\n\terror.Error(p)\n}\n"));
  CHECK(calls_unknown("func f(p func()) {\n\tp()\n}\n"));
  CHECK(calls_unknown("func f()\n\nfunc g() {\n\tf()\n}\n"));
  CHECK(calls_unknown("type T int\n\nfunc (T) m()\n\nfunc f(p T) {\n\tp.m()\n}\n"));
}

TEST_CASE("calls of functions with bodies are none, also through a variable that has no other value") {
  CHECK_FALSE(calls_unknown("func f() {\n\tf()\n}\n"));
  CHECK_FALSE(calls_unknown("func f() {\n\tfunc() {}()\n}\n"));
  CHECK_FALSE(calls_unknown("func f() {\n\tx := func() {}\n\tx()\n}\n"));
  CHECK_FALSE(
      calls_unknown("type T int\n\nfunc (T) m() {}\n\nfunc f(p T) {\n\tp.m()\n\t_ = p.m\n\tT.m(p)\n}\n"));
}

TEST_CASE("allocations without a variable are large from just more than the stack takes") {
  const auto is_large = [](const std::string& body) {
    return of("type T [65528]byte\n\nfunc (T) m() {}\n\nfunc f(p T) {\n\t" + body + "\n}\n")
        .contains("large allocation");
  };
  CHECK(is_large("_ = new([65537]byte)"));
  CHECK_FALSE(is_large("_ = new([65536]byte)"));
  CHECK(is_large("_ = &[8193]int{}"));
  CHECK(is_large("_ = make([]int16, 32769)"));
  CHECK_FALSE(is_large("_ = make([]int16, 32768)"));
  CHECK_FALSE(is_large("_ = p.m"));
  CHECK(of("type T [65529]byte\n\nfunc (T) m() {}\n\nfunc f(p T) {\n\t_ = p.m\n}\n")
            .contains("large allocation"));
  CHECK_FALSE(is_large("var x [70000]byte\n\t_ = func() { _ = x }"));
  CHECK_FALSE(is_large("_ = make([]struct{}, 9)"));
  CHECK_FALSE(
      of("func f[P any](p P) *P {\n\t_ = func() { _ = p }\n\treturn new(P)\n}\n\nfunc g() {\n\tf(1)\n}\n")
          .contains("large allocation"));
}

TEST_CASE("constructs tell as much as the one that tells most") {
  CHECK(weight({}) == 0);
  CHECK(weight({"assignment", "result"}) == 0);
  CHECK(weight({"assignment", "unknown call"}) > weight({"interface"}));
  CHECK(telling({"assignment", "unknown call", "interface"}) == Constructs{"unknown call"});
}
