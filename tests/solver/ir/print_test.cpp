// Expressions as gc 1.26.8 prints them: each text was measured with `-gcflags='-m -l'` as what "escapes to
// heap".
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/solver/ir/lowered.h"

namespace escdiff::ir {

namespace {

struct Printed {
  std::string_view expression;
  std::string_view text;
};

constexpr std::string_view kTypesAndOperators = R"go(package p

import "unsafe"

type E interface{ Error() string; m() }
type N int
type S struct {
	A   int
	b   string `tag`
	N
	*T
	f func(a int, b ...string) (n int, err error)
}
type T struct{ x []int }
type A = []any
type U struct{ *S; E }
type M map[string]N

func (s S) Meth(int) {}

var sink any
var g S
var ch chan int
var pointer unsafe.Pointer

func exprs2(x int, s string) (int) { return 1 }

func f(p *S, v S, u *U, x, y int, b []byte, s string, i any, m map[string]int, a [4]int, pa *[4]int, bs []bool, z bool) {
	const c = 10
	const k N = 7
	const h = "he" + "llo"
	type L struct{ q int }
	type myb bool
	type mys string
)go";

const std::vector<Printed> kTypesAndOperatorsPrinted{
    {R"go([]any{})go", R"go([]any{})go"},
    {R"go([]interface{}{})go", R"go([]interface {}{})go"},
    {R"go(A{})go", R"go([]any{})go"},
    {R"go(map[string]any{"a": 1})go", R"go(map[string]any{...})go"},
    {R"go(struct{ a, B int; c any }{})go", R"go(struct { a int; B int; c any }{})go"},
    {R"go(struct{}{})go", R"go(struct {}{})go"},
    {R"go(func(a int, b ...string) (n int, err error) { return })go", R"go(func literal)go"},
    {R"go([]func(a int, b ...string) (n int, err error){})go",
     R"go([]func(int, ...string) (int, error){})go"},
    {R"go([]func(func(int)) any{})go", R"go([]func(func(int)) any{})go"},
    {R"go([]chan int{})go", R"go([]chan int{})go"},
    {R"go([]<-chan int{})go", R"go([]<-chan int{})go"},
    {R"go([]chan<- int{})go", R"go([]chan<- int{})go"},
    {R"go([]chan (<-chan int){})go", R"go([]chan (<-chan int){})go"},
    {R"go([]chan<- (chan int){})go", R"go([]chan<- chan int{})go"},
    {R"go([]E{})go", R"go([]E{})go"},
    {R"go([]interface{ M(x int) string; n() }{})go", R"go([]interface { M(int) string; p.n() }{})go"},
    {R"go([]error{})go", R"go([]error{})go"},
    {R"go([3]byte{})go", R"go([3]byte{})go"},
    {R"go([...]rune{1, 2})go", R"go([2]rune{...})go"},
    {R"go([]uint8{})go", R"go([]uint8{})go"},
    {R"go([]int32{})go", R"go([]int32{})go"},
    {R"go([]unsafe.Pointer{})go", R"go([]unsafe.Pointer{})go"},
    {R"go(S{})go", R"go(S{})go"},
    {R"go([]S{})go", R"go([]S{})go"},
    {R"go(&S{})go", R"go(&S{})go"},
    {R"go(M{})go", R"go(M{})go"},
    {R"go(make(M))go", R"go(make(M))go"},
    {R"go(make(map[string]int, 10))go", R"go(make(map[string]int, 10))go"},
    {R"go(make([]int, 3, x))go", R"go(make([]int, 3, x))go"},
    {R"go(new(S))go", R"go(new(S))go"},
    {R"go(new(*S))go", R"go(new(*S))go"},
    {R"go(new([]int))go", R"go(new([]int))go"},
    {R"go([]struct{ S; *T; E }{})go", R"go([]struct { S; *T; E }{})go"},
    {R"go([]struct{ a int `x:"y"`; b int }{})go", R"go([]struct { a int "x:\"y\""; b int }{})go"},
    {R"go(L{})go", R"go(L{})go"},
    {R"go([]L{})go", R"go([]L{})go"},
    {R"go([]interface{ E; k() }{})go", R"go([]interface { Error() string; p.k(); p.m() }{})go"},
    {R"go(c)go", R"go(10)go"},
    {R"go(k)go", R"go(N(7))go"},
    {R"go(h)go", R"go("hello")go"},
    {R"go("a\n\"q\x00é\u2028")go", R"go("a\n\"q\x00é\u2028")go"},
    {R"go('x')go", R"go('x')go"},
    {R"go('\n')go", R"go('\n')go"},
    {R"go(rune(65))go", R"go('A')go"},
    {R"go(byte('a'))go", R"go(byte(97))go"},
    {R"go(1.5)go", R"go(1.5)go"},
    {R"go(1e100)go", R"go(1e+100)go"},
    {R"go(1e-7)go", R"go(1e-07)go"},
    {R"go(float32(0.1))go", R"go(float32(0.1))go"},
    {R"go(0.1)go", R"go(0.1)go"},
    {R"go(1.0)go", R"go(1)go"},
    {R"go(3i)go", R"go((0 + 3i))go"},
    {R"go(1 + 2i)go", R"go((1 + 2i))go"},
    {R"go(complex64(1))go", R"go(complex64((1 + 0i)))go"},
    {R"go(true)go", R"go(true)go"},
    {R"go(1 < 2)go", R"go(true)go"},
    {R"go(int8(3))go", R"go(int8(3))go"},
    {R"go(uint64(1 << 63))go", R"go(uint64(9223372036854775808))go"},
    {R"go(N(3))go", R"go(N(3))go"},
    {R"go(1 << 40)go", R"go(1099511627776)go"},
    {R"go("a long string xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")go",
     R"go("a long string xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...)go"},
    {R"go(uintptr(5))go", R"go(uintptr(5))go"},
    {R"go(123456789.0)go", R"go(1.23457e+08)go"},
    {R"go(1.0 / 3)go", R"go(0.333333)go"},
    {R"go(float64(1) / 3)go", R"go(0.333333)go"},
    {R"go(100000000000000000000.0)go", R"go(1e+20)go"},
    {R"go([]byte("abc"))go", R"go(([]byte)("abc"))go"},
    {R"go([]rune("abc"))go", R"go([]rune{...})go"},
    {R"go([2]string{"a"})go", R"go([2]string{...})go"},
    {R"go(myb(true))go", R"go(myb(true))go"},
    {R"go(mys("x"))go", R"go(mys("x"))go"},
    {R"go(-5)go", R"go(-5)go"},
    {R"go(unsafe.Sizeof(c))go", R"go(uintptr(8))go"},
    {R"go(len("abc"))go", R"go(3)go"},
    {R"go(x + y*x)go", R"go(x + y * x)go"},
    {R"go((x + y) * x)go", R"go((x + y) * x)go"},
    {R"go(x - (y - x))go", R"go(x - (y - x))go"},
    {R"go(-x)go", R"go(-x)go"},
    {R"go(- -x)go", R"go(- (-x))go"},
    {R"go(!z)go", R"go(!z)go"},
    {R"go(z && z || !z)go", R"go(z && z || !z)go"},
    {R"go(x<<y | x)go", R"go(x << y | x)go"},
    {R"go(x == y)go", R"go(x == y)go"},
    {R"go(p.A)go", R"go(p.A)go"},
    {R"go(v.A)go", R"go(v.A)go"},
    {R"go(p.b)go", R"go(p.b)go"},
    {R"go(p.x)go", R"go(p.T.x)go"},
    {R"go(p.T.x)go", R"go(p.T.x)go"},
    {R"go(u.S.b)go", R"go(u.S.b)go"},
    {R"go(u.A)go", R"go(u.S.A)go"},
    {R"go((*p).A)go", R"go((*p).A)go"},
    {R"go((*p))go", R"go(*p)go"},
    {R"go(*p)go", R"go(*p)go"},
    {R"go((*pa)[1])go", R"go((*pa)[1])go"},
    {R"go(pa[1])go", R"go(pa[1])go"},
    {R"go(a[x])go", R"go(a[x])go"},
    {R"go(a[x:y])go", R"go(a[x:y])go"},
    {R"go(a[:])go", R"go(a[:])go"},
    {R"go(pa[1:])go", R"go(pa[1:])go"},
    {R"go(b[1:2:3])go", R"go(b[1:2:3])go"},
    {R"go(s[:x])go", R"go(s[:x])go"},
    {R"go(s[x])go", R"go(s[x])go"},
    {R"go(m[s])go", R"go(m[s])go"},
    {R"go(m["k"])go", R"go(m["k"])go"},
    {R"go(bs[x+1])go", R"go(bs[x + 1])go"},
    {R"go(string(b))go", R"go(string(b))go"},
    {R"go(string(rune(x)))go", R"go(string(rune(x)))go"},
    {R"go([]byte(s))go", R"go(([]byte)(s))go"},
    {R"go(string(b[:x]) + s)go", R"go(string(b[:x]) + s)go"},
    {R"go(s + "a" + s + string(b))go", R"go(s + "a" + s + string(b))go"},
    {R"go(N(x))go", R"go(N(x))go"},
    {R"go(float64(x))go", R"go(float64(x))go"},
    {R"go(uintptr(unsafe.Pointer(p)))go", R"go(uintptr(unsafe.Pointer(p)))go"},
    {R"go(i.(int))go", R"go(i.(int))go"},
    {R"go(<-ch)go", R"go(<-ch)go"},
    {R"go(len(s))go", R"go(len(s))go"},
    {R"go(cap(b))go", R"go(cap(b))go"},
    {R"go(p.Meth)go", R"go(p.Meth)go"},
    {R"go(v.Meth)go", R"go(v.Meth)go"},
    {R"go(u.Meth)go", R"go(u.S.Meth)go"},
    {R"go(u.Error)go", R"go(u.E.Error)go"},
    {R"go(exprs2(x, s))go", R"go(exprs2(x, s))go"},
    {R"go(append(b, 1))go", R"go(append(b, byte(1)))go"},
    {R"go(append(b, s...))go", R"go(append(b, s...))go"},
    {R"go(copy(b, s))go", R"go(copy(b, s))go"},
    {R"go(min(x, y))go", R"go(min(x, y))go"},
    {R"go(max(x, y, 3))go", R"go(max(x, y, 3))go"},
    {R"go([2]byte(b))go", R"go(([2]byte)(b))go"},
    {R"go(any(x))go", R"go(any(x))go"},
    {R"go(interface{}(x))go", R"go((interface {})(x))go"},
    {R"go(complex(float64(x), 1))go", R"go(complex(float64(x), 1))go"},
    {R"go(real(complex(float64(x), 1)))go", R"go(real(complex(float64(x), 1)))go"},
    {R"go(unsafe.Slice(&x, 3))go", R"go(unsafe.Slice(&x, 3))go"},
    {R"go(unsafe.String(&b[0], 3))go", R"go(<node unsafe.String>)go"},
    {R"go(func() int { return x }())go", R"go((func literal)())go"},
    {R"go(g.A)go", R"go(g.A)go"},
    {R"go(g)go", R"go(g)go"},
    {R"go(*&x)go", R"go(*(&x))go"},
    {R"go(x &^ y)go", R"go(x &^ y)go"},
    {R"go(x % 3)go", R"go(x % 3)go"},
    {R"go(^x)go", R"go(^x)go"},
    {R"go(+x)go", R"go(+x)go"},
    {R"go(s == "a")go", R"go(s == "a")go"},
    {R"go(s + s == s)go", R"go((s + s) == s)go"},
    {R"go((s + s)[1:])go", R"go((s + s)[1:])go"},
    {R"go(S{A: x}.A)go", R"go(S{...}.A)go"},
    {R"go([]int{x}[0])go", R"go([]int{...}[0])go"},
    {R"go(&[]int{x})go", R"go(&[]int{...})go"},
    {R"go(&[2]int{x})go", R"go(&[2]int{...})go"},
    {R"go(&map[int]int{})go", R"go(&map[int]int{})go"},
    {R"go(map[string]int{}["a"])go", R"go(map[string]int{}["a"])go"},
    {R"go(p == nil)go", R"go(p == nil)go"},
};

constexpr std::string_view kCallsAndLiterals = R"go(package p

import "unsafe"

type X = any
type B = byte
type By byte
type Bs []By
type S struct{ a int; In }
type In struct{ q []int; fn func() int }
type I interface { get() S }
type In2 struct{ k int }

func (s S) get() S { return s }
func (s *S) ptr() *S { return s }

var sink any
var pointer unsafe.Pointer

func f(x, y int, s S, p *S, bs Bs, by []By, a [4]int, pa *[4]int, i any, c chan S, m map[string]S, st string, fs []func(int) int) {
	var k I = p
)go";

const std::vector<Printed> kCallsAndLiteralsPrinted{
    {R"go([]X{})go", R"go([]any{})go"},
    {R"go([]B{})go", R"go([]byte{})go"},
    {R"go(string(by))go", R"go(string(([]byte)(by)))go"},
    {R"go(string(bs))go", R"go(string(([]byte)(bs)))go"},
    {R"go(Bs(st))go", R"go(Bs(st))go"},
    {R"go([]By(st))go", R"go(([]By)(st))go"},
    {R"go(X(x))go", R"go(any(x))go"},
    {R"go(len(unsafe.Slice(unsafe.StringData(st), 3)))go",
     R"go(len(unsafe.Slice(<node unsafe.StringData>, 3)))go"},
    {R"go(*unsafe.SliceData(by))go", R"go(*<node unsafe.SliceData>)go"},
    {R"go(s.get().a)go", R"go(S.get(s).a)go"},
    {R"go(s.get().In.q)go", R"go(S.get(s).In.q)go"},
    {R"go(p.ptr().a)go", R"go((*S).ptr(p).a)go"},
    {R"go(p.get().get().q)go", R"go(S.get(S.get(p)).In.q)go"},
    {R"go((<-c).a)go", R"go((<-c).a)go"},
    {R"go(m["a"].a)go", R"go(m["a"].a)go"},
    {R"go(m["a"].q[x])go", R"go(m["a"].In.q[x])go"},
    {R"go(m["a"].q[x:])go", R"go(m["a"].In.q[x:])go"},
    {R"go(i.(S).a)go", R"go(i.(S).a)go"},
    {R"go(fs[0](x))go", R"go(fs[0](x))go"},
    {R"go((func(z int) int { return z })(3))go", R"go((func literal)(3))go"},
    {R"go(s.fn())go", R"go(s.In.fn())go"},
    {R"go(p.In.fn())go", R"go(p.In.fn())go"},
    {R"go([3]int{1: x}[1])go", R"go([3]int{...}[1])go"},
    {R"go([]int{5: x, y})go", R"go([]int{...})go"},
    {R"go(struct{ a, b int }{x, y})go", R"go(struct { a int; b int }{...})go"},
    {R"go(struct{ a, b int }{x, y}.a)go", R"go(struct { a int; b int }{...}.a)go"},
    {R"go([][]int{{1}, {2}})go", R"go([][]int{...})go"},
    {R"go([]*S{{a: 1}, {}})go", R"go([]*S{...})go"},
    {R"go(map[In2]*S{{1}: {a: 1}})go", R"go(map[In2]*S{...})go"},
    {R"go(&S{a: 1})go", R"go(&S{...})go"},
    {R"go(&[]*S{{}})go", R"go(&[]*S{...})go"},
    {R"go((x))go", R"go(x)go"},
    {R"go((x + y))go", R"go(x + y)go"},
    {R"go(((*p)).a)go", R"go((*p).a)go"},
    {R"go(&(S{}))go", R"go(&S{})go"},
    {R"go(-(x + y))go", R"go(-(x + y))go"},
    {R"go(!(x == y))go", R"go(!(x == y))go"},
    {R"go(x*y + y*x)go", R"go(x * y + y * x)go"},
    {R"go(x * (y + x))go", R"go(x * (y + x))go"},
    {R"go(x << uint(y))go", R"go(x << uint(y))go"},
    {R"go(x == y && y != x || x < y)go", R"go(x == y && y != x || x < y)go"},
    {R"go((x == y) == (y == x))go", R"go(x == y == (y == x))go"},
    {R"go(*p.ptr())go", R"go(*(*S).ptr(p))go"},
    {R"go((*p.ptr()).a)go", R"go((*(*S).ptr(p)).a)go"},
    {R"go(**(&p))go", R"go(*(*(&p)))go"},
    {R"go(-x + -y)go", R"go(-x + -y)go"},
    {R"go('a' + rune(x))go", R"go('a' + rune(x))go"},
    {R"go(byte(x) + 'a')go", R"go(byte(x) + byte(97))go"},
    {R"go(float64(x) * 1.5)go", R"go(float64(x) * 1.5)go"},
    {R"go(x + 1e3)go", R"go(x + 1000)go"},
    {R"go(string(rune(x)) + "a")go", R"go(string(rune(x)) + "a")go"},
    {R"go("a" + st)go", R"go("a" + st)go"},
    {R"go(st[1:2])go", R"go(st[1:2])go"},
    {R"go(a[1:2:3])go", R"go(a[1:2:3])go"},
    {R"go(len(a[:]))go", R"go(len(a[:]))go"},
    {R"go(make([]int, 3.0))go", R"go(make([]int, 3))go"},
    {R"go(make([]int, int8(3), uint64(x)))go", R"go(make([]int, int8(3), uint64(x)))go"},
    {R"go(make([]int, x+1))go", R"go(make([]int, x + 1))go"},
    {R"go(make(map[string]int, x))go", R"go(make(map[string]int, x))go"},
    {R"go(make(map[string]int, int64(x)))go", R"go(make(map[string]int, int64(x)))go"},
    {R"go(new(struct{ a int }))go", R"go(new(struct { a int }))go"},
    {R"go(append([]int(nil), 1, x))go", R"go(append(([]int)(nil), 1, x))go"},
    {R"go(append([]int{}, []int{1}...))go", R"go(append([]int{}, []int{...}...))go"},
    {R"go(*new(int))go", R"go(*new(int))go"},
    {R"go(new(int) == nil)go", R"go(new(int) == nil)go"},
    {R"go(int64(x) + 3)go", R"go(int64(x) + int64(3))go"},
    {R"go(complex64(complex(float32(x), 1)))go", R"go(complex64(complex(float32(x), float32(1))))go"},
    {R"go([]interface{}{x, "a", nil, 1.5})go", R"go([]interface {}{...})go"},
    {R"go([...]string{2: "a"})go", R"go([3]string{...})go"},
    {R"go(struct{ e error }{nil})go", R"go(struct { e error }{...})go"},
    {R"go(min(x, 3, y))go", R"go(min(x, 3, y))go"},
    {R"go(max("a", st))go", R"go(max("a", st))go"},
    {R"go(copy(by, by))go", R"go(copy(by, by))go"},
    {R"go(cap(c))go", R"go(cap(c))go"},
    {R"go(real(1i * complex(float64(x), 0)))go", R"go(real((0 + 1i) * (complex(float64(x), 0))))go"},
    {R"go(func(a ...int) int { return 1 }(1, 2))go", R"go((func literal)(... argument...))go"},
    {R"go(x > y)go", R"go(x > y)go"},
    {R"go(uintptr(unsafe.Pointer(&x)) + 3)go", R"go(uintptr(unsafe.Pointer(&x)) + uintptr(3))go"},
    {R"go((*(*S)(unsafe.Pointer(p))).a)go", R"go((*(*S)(unsafe.Pointer(p))).a)go"},
    {R"go((*S)(nil).a)go", R"go((*S)(nil).a)go"},
    {R"go([2][2]int{{1, 2}, {3}})go", R"go([2][2]int{...})go"},
    {R"go((*[4]int)(a[:])[1])go", R"go((*[4]int)(a[:])[1])go"},
    {R"go(([4]int)(a[:])[1])go", R"go(([4]int)(a[:])[1])go"},
    {R"go(<-(<-chan S)(c))go", R"go(<-(<-chan S)(c))go"},
    {R"go(func() (int) { return 3 })go", R"go(func literal)go"},
    {R"go(interface{ get() S }(s))go", R"go((interface { p.get() p.S })(s))go"},
    {R"go(interface{ get() S }(s).get())go", R"go(S.get((interface { p.get() p.S })(s).(S)))go"},
    {R"go(I(p).get())go", R"go(S.get(I(p).(*S)))go"},
    {R"go(k.get().a)go", R"go(S.get(k.(*S)).a)go"},
    {R"go(S.get(s))go", R"go(S.get(s))go"},
    {R"go(I.get(k))go", R"go(I.get(k))go"},
    {R"go(-1.5 * float64(x))go", R"go(-1.5 * float64(x))go"},
    {R"go(1 / float64(x))go", R"go(1 / float64(x))go"},
    {R"go(x / 2.0)go", R"go(x / 2)go"},
    {R"go(x << 2)go", R"go(x << uint(2))go"},
    {R"go("abc"[x])go", R"go("abc"[x])go"},
    {R"go(x == 1.0)go", R"go(x == 1)go"},
    {R"go(float32(x) / 3)go", R"go(float32(x) / float32(3))go"},
    {R"go(1 << uint(x))go", R"go(1 << uint(x))go"},
    {R"go([]interface{ M(S, any, byte); a(S, any, byte, rune, error); b(struct{ x S }) }{})go",
     R"go([]interface { M(S, any, byte); p.a(p.S, interface {}, uint8, int32, error); p.b(struct { p.x p.S }) }{})go"},
};

constexpr std::string_view kStatements = R"go(package p

type S struct { p, q *int; buf []byte; n int; arr [4]*int }

func f(s *S) {
)go";

const std::vector<Printed> kStatementsPrinted{
    {"s.p = s.q", "s.p = s.q"},
    {"s.p, s.q = s.q, s.p", "s.p, s.q = s.q, s.p"},
    {"s.n += s.n", "s.n += s.n"},
    {"s.buf = s.buf[1:]", "s.buf = s.buf[1:]"},
    {"s.arr[0] = s.arr[1]", "s.arr[0] = s.arr[1]"},
    {"s.p, s.n = s.q, 1", "s.p, s.n = s.q, 1"},
    {"(*s).p = (*s).q", "(*s).p = (*s).q"},
    {"s.arr[s.n] = s.arr[s.n+1]", "s.arr[s.n] = s.arr[s.n + 1]"},
    {"s.n++", "s.n++"},
    {"s.n--", "s.n--"},
    {"s.n <<= 2", "s.n <<= uint(2)"},
};

// The statements of function f, without declarations and what temporaries need.
std::vector<InstId> statements(const Lowered& lowered, bool into_sink) {
  std::vector<InstId> found;
  for (const Function& function : lowered.module().functions) {
    if (function.name != "f") continue;
    for (const InstId id : lowered.module().children(function.body)) {
      const Inst& inst = lowered.module()[id];
      if (inst.op == Op::kDeclare) continue;
      if (into_sink && (inst.op != Op::kAssign || lowered.print(lowered.module().child(id, 0)) != "sink"))
        continue;
      found.push_back(id);
    }
  }
  return found;
}

void check_expressions(std::string_view declarations, const std::vector<Printed>& table) {
  std::string text(declarations);
  for (const Printed& row : table) text += "\tsink = " + std::string(row.expression) + "\n";
  const Lowered result = lowered(text + "}\n");
  REQUIRE(result.result.has_value());
  const std::vector<InstId> assigns = statements(result, true);
  REQUIRE(assigns.size() == table.size());
  for (size_t i = 0; i < table.size(); ++i) {
    CAPTURE(table[i].expression);
    CHECK(result.print(result.module().child(assigns[i], 1)) == table[i].text);
  }
}

}  // namespace

TEST_CASE("types, constants, operators and access are printed as gc prints them") {
  check_expressions(kTypesAndOperators, kTypesAndOperatorsPrinted);
}

TEST_CASE("calls and literals are printed as gc prints them") {
  check_expressions(kCallsAndLiterals, kCallsAndLiteralsPrinted);
}

TEST_CASE("assignments are printed as gc prints them") {
  std::string text(kStatements);
  for (const Printed& row : kStatementsPrinted) text += "\t" + std::string(row.expression) + "\n";
  const Lowered result = lowered(text + "}\n");
  REQUIRE(result.result.has_value());
  const std::vector<InstId> found = statements(result, false);
  REQUIRE(found.size() == kStatementsPrinted.size());
  for (size_t i = 0; i < found.size(); ++i) CHECK(result.print(found[i]) == kStatementsPrinted[i].text);
}

}  // namespace escdiff::ir
