// `escdiff check` of errorcheck cases that the go command would not build, or that import packages.
#include <catch2/catch_test_macros.hpp>

#include "base/file.h"
#include "oracle/subprocess.h"

using namespace escdiff;

namespace {

std::string check(const std::string& text) {
  TempDir folder(std::move(TempDir::create("escdiff-test").value()));
  REQUIRE(write_file(folder.path() / "case.go", text));
  oracle::Command command;
  command.program = ESCDIFF_BINARY;
  command.arguments = {"check", "case.go"};
  command.environment = oracle::inherited_environment({"ESCDIFF_CACHE"});
  command.environment.push_back("ESCDIFF_CACHE=" + (folder.path() / "cache").string());
  command.folder = folder.path();
  auto finished = oracle::run(command, {.memory = 0});
  REQUIRE(finished);
  return finished->output + finished->error;
}

}  // namespace

TEST_CASE("headers of reflect hold their arrays in integers") {
  CHECK(check(R"(// errorcheck -0 -m -l

package p

import (
	"reflect"
	"unsafe"
)

func read(s string) unsafe.Pointer { // ERROR "^leaking param: s to result ~r0 level=0$"
	return unsafe.Pointer((*reflect.StringHeader)(unsafe.Pointer(&s)).Data + 1)
}

func write(s *[]byte, p unsafe.Pointer) { // ERROR "^s does not escape$" "^leaking param: p$"
	h := (*reflect.SliceHeader)(unsafe.Pointer(s))
	h.Len = 1
	h.Data = uintptr(p) + 8
}

func value(p unsafe.Pointer) uintptr { // ERROR "^p does not escape$"
	var h reflect.SliceHeader
	h.Data = uintptr(p)
	return h.Data
}
)") == "1 passed, 0 failed\n");
}

TEST_CASE("strings alone are copied by unique.Make") {
  CHECK(check(R"(// errorcheck -0 -m -l

package p

import "unique"

type words struct{ a, b [2]string }
type mixed struct {
	word  string
	point *int
}

func copied(w words) unique.Handle[words] { // ERROR "^w does not escape$"
	return unique.Make(w)
}

func kept(m mixed) unique.Handle[mixed] { // ERROR "^leaking param: m$"
	return unique.Make(m)
}
)") == "1 passed, 0 failed\n");
}

TEST_CASE("functions of cases may lack bodies, and internal packages may be imported") {
  CHECK(check(R"(// errorcheck -0 -m -l

package p

import "internal/runtime/atomic"

func outside(p *int) // ERROR "^leaking param: p$"

func add(n *uint32) uint32 { // ERROR "^n does not escape$"
	return atomic.Xadd(n, 1)
}
)") == "1 passed, 0 failed\n");
}

TEST_CASE("calls cost one under -l=4") {
  const std::string program = R"(
package p

type I interface{ m() }

//go:noinline
func g(f func()) { // ERROR "^f does not escape$"
	f()
}

func h(f, p func(), i I) { // ERROR "^can inline h$" "^[fp] does not escape$" "^leaking param: i$"
	g(f)
	i.m()
	p()
}

func k(f func(), i I) { // ERROR "^can inline k$" "^f does not escape$" "^leaking param: i$"
	h(f, f, i) // ERROR "^inlining call to h$"
}
)";
  CHECK(check("// errorcheck -0 -m -l=4\n" + program) == "1 passed, 0 failed\n");
  CHECK(check("// errorcheck -0 -m\n" + program).ends_with("0 passed, 1 failed\n"));
  CHECK(check("// run -gcflags=-l=4\n" + program) == "1 passed, 0 failed\n");
  CHECK(check("// run -gcflags -l=4\n" + program) == "1 passed, 0 failed\n");
}

TEST_CASE("what is written and called through parameters; stores under -N") {
  CHECK(check(R"(// errorcheck -0 -m -l -d=escapemutationscalls

package p

func write(p *int, n **int) { // ERROR "^mutates param: p derefs=0$" "^n does not escape, mutate, or call$"
	*p = **n
}

func run(f func()) { f() } // ERROR "^f does not escape, mutate, or call$"

func call(f func() *int) *int { return f() } // ERROR "^calls param: f derefs=0$"
)") == "1 passed, 0 failed\n");
  CHECK(check(R"(// errorcheck -0 -N -m -l

package p

func f() int {
	_, x := func() {}, 1 // ERROR "^func literal does not escape$"
	return x
}
)") == "1 passed, 0 failed\n");
}
