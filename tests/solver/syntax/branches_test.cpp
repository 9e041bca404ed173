#include "solver/syntax/branches.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/solver/syntax/parsed.h"

namespace escdiff::syntax {

namespace {

using Lines = std::vector<std::string>;

Lines errors_of(const std::string& body) {
  return Parsed("package p\nfunc f() {\n" + body + "\n}\n").messages();
}

}  // namespace

TEST_CASE("branches have something to branch out of") {
  CHECK(errors_of("break") == Lines{"x.go:3:1: break is not in a loop, switch, or select"});
  CHECK(errors_of("continue") == Lines{"x.go:3:1: continue is not in a loop"});
  CHECK(errors_of("for { switch { case true: continue; default: break } }") == Lines{});
  CHECK(errors_of("switch { case true: continue }") == Lines{"x.go:3:21: continue is not in a loop"});
  CHECK(errors_of("for { func() { break }() }") ==
        Lines{"x.go:3:16: break is not in a loop, switch, or select"});
  CHECK(errors_of("select { default: break }") == Lines{});
}

TEST_CASE("fallthrough") {
  CHECK(errors_of("switch { case a: fallthrough; case b: }") == Lines{});
  CHECK(errors_of("switch { case a: fallthrough;; case b: }") == Lines{});
  CHECK(errors_of("switch { case a: fallthrough }") ==
        Lines{"x.go:3:18: cannot fallthrough final case in switch"});
  CHECK(errors_of("switch x.(type) { case a: fallthrough; case b: }") ==
        Lines{"x.go:3:27: cannot fallthrough in type switch"});
  CHECK(errors_of("switch { case a: { fallthrough }; case b: }") ==
        Lines{"x.go:3:20: fallthrough statement out of place"});
  CHECK(errors_of("fallthrough") == Lines{"x.go:3:1: fallthrough statement out of place"});
}

TEST_CASE("labels") {
  CHECK(errors_of("L: for { for { break L; continue L } }") == Lines{});
  CHECK(errors_of("L: x()") == Lines{"x.go:3:1: label L defined and not used"});
  CHECK(errors_of("L: { break L }") == Lines{"x.go:3:12: invalid break label L"});
  CHECK(errors_of("L: switch { default: for { continue L } }") ==
        Lines{"x.go:3:37: invalid continue label L"});
  CHECK(errors_of("for { break L }") == Lines{"x.go:3:13: break label not defined: L"});
  CHECK(errors_of("L: for { break L }\nL: for { break L }") ==
        Lines{"x.go:4:1: label L already defined at x.go:3:1", "x.go:4:16: invalid break label L"});
  CHECK(errors_of("_: x()") == Lines{});
}

TEST_CASE("goto") {
  CHECK(errors_of("goto L; L: x()") == Lines{});
  CHECK(errors_of("L: x(); { goto L }") == Lines{});
  CHECK(errors_of("goto L") == Lines{"x.go:3:6: label L not defined"});
  CHECK(errors_of("goto L; v := 1; L: x(v)") ==
        Lines{"x.go:3:6: goto L jumps over declaration of v at x.go:3:11"});
  CHECK(errors_of("goto L; var a, b int; L: x()") ==
        Lines{"x.go:3:6: goto L jumps over declaration of a at x.go:3:13"});
  CHECK(errors_of("{ goto L; v := 1; _ = v }; L: x()") == Lines{});
  CHECK(errors_of("goto L; { L: x() }") == Lines{"x.go:3:6: goto L jumps into block starting at x.go:3:9"});
}

}  // namespace escdiff::syntax
