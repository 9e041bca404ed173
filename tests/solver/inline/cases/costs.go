package p

import "unsafe"

type point struct {
	x, y int
	next *point
}

type shape interface{ area() int }

type square struct{ side int }

var global []int

func (p *point) getX() int { return p.x }  // can inline (*point).getX with cost 3

func (p point) sum() int { return p.x + p.y }  // can inline point.sum with cost 6

func (s square) area() int { return s.side * s.side }  // can inline square.area with cost 6

func empty() {}  // can inline empty with cost 0

func constant() int { return 7 }  // can inline constant with cost 2

func increment(x int) int { x++; x += 2; return x * 2 }  // can inline increment with cost 10

func two() (int, string) { return 1, "a" }  // can inline two with cost 3

func takesApart() string { a, b := two(); _ = a; return b }  // can inline takesApart with cost 17

func takesApartBoxed() { var a, b any = two(); _, _ = a, b }  // can inline takesApartBoxed with cost 19

func passesOn() (int, string) { return two() }  // can inline passesOn with cost 15

func zeroValues() { var a, b int; var c [4]string; _, _, _ = a, b, c }  // can inline zeroValues with cost 19

func callsParameter(f func() int) int { return f() }  // can inline callsParameter with cost 20

func callsInterface(s shape) int { return s.area() + s.area() }  // cannot inline callsInterface: function too complex: cost 122 exceeds budget 80

func callsMethod(s square) int { return s.area() }  // can inline callsMethod with cost 9

func recursive(n int) int { if n == 0 { return 1 }; return n * recursive(n-1) }  // can inline recursive with cost 71

func even(n int) bool { if n == 0 { return true }; return odd(n - 1) }  // can inline even with cost 69

func odd(n int) bool { if n == 0 { return false }; return even(n - 1) }  // cannot inline odd: function too complex: cost 81 exceeds budget 80

//go:noinline
func marked() {}  // cannot inline marked: marked go:noinline

//go:uintptrescapes
func escapes(p uintptr) {}  // cannot inline escapes: marked as having a keep-alive uintptr argument

func recovers() any { return recover() }  // cannot inline recovers: call to recover

func starts(c chan int) { go close(c) }  // can inline starts.gowrap1 with cost 2  // cannot inline starts: unhandled op GO

func panics(n int) { if n > 3 { panic("too large") }; if n > 2 { panic(any(n)) } }  // can inline panics with cost 15

func types(i any) int { switch x := i.(type) { case int: return x; case nil, error: return 2 }; return 0 }  // can inline types with cost 15

func typesOnly(i any) int { switch i.(type) { case int, string: return 1; case nil: return 2 }; return 0 }  // can inline typesOnly with cost 12

func values(n int) int { switch n { case 1, 2: return 5; case 3: fallthrough; default: return 6 } }  // can inline values with cost 12

func loops(list []int) (sum int) { for i, v := range list { sum += i * v }; for range list { sum-- }; return }  // can inline loops with cost 19

func counts() (sum int) { for i := 0; i < 10; i++ { if i == 5 { continue }; sum += i }; for { break }; return sum }  // can inline counts with cost 24

func labels(n int) { again: n--; if n > 0 { goto again } }  // can inline labels with cost 9

func selects(a, b chan int) int { select { case x := <-a: return x; case v, ok := <-b: _ = ok; return v; case <-a: return 1; case b <- 2: default: }; return 0 }  // can inline selects with cost 50

func receives(a chan int) bool { _, ok := <-a; return ok }  // can inline receives with cost 9

func maps(m map[string]int) int { v, ok := m["a"]; m["b"] = v; delete(m, "c"); if ok { return m["d"] }; return len(m) }  // can inline maps with cost 27

func makes(n int) ([]int, map[int]int, chan int) { return make([]int, n, 2*n), make(map[int]int), make(chan int, 3) }  // can inline makes with cost 10

func literals(n int) (point, *point, []int, [3]int, map[string]int) { return point{1, n, nil}, &point{x: n}, []int{1, 4: n}, [3]int{n}, map[string]int{"a": n} }  // can inline literals with cost 24

func appends(a []int, b ...int) []int { return append(append(a, 1, 2), b...) }  // can inline appends with cost 7

func spreads() []int { return appends(nil, 1, 2) }  // can inline spreads with cost 15

func spreadsNothing() []int { return appends(nil) }  // can inline spreadsNothing with cost 12

func firstField(p *point) *int { return &p.x }  // can inline firstField with cost 2

func secondField(p *point) *int { return &p.y }  // can inline secondField with cost 4

func farField(p *point) *int { return &p.next.x }  // can inline farField with cost 5

func reinterprets(f float64) uint64 { return *(*uint64)(unsafe.Pointer(&f)) }  // can inline reinterprets with cost 3

func slices(s []int, t string, a *[4]int) ([]int, []int, string, []int) { return s[0:], s[:len(s)], t[1:2], a[0:2:3] }  // can inline slices with cost 13

func slicesArray() int { var a [4]int; s := a[:]; return s[0] }  // can inline slicesArray with cost 15

func converts(n int, s string, b []byte) (float64, uint, string, []byte, any) { return float64(n), uint(n), string(b), []byte(s), n }  // can inline converts with cost 11

func adds(a, b string) string { return a + "-" + b + "-" + a }  // can inline adds with cost 7

func compares(a, b any, n int, p *point) bool { return a == b || a == n && p != nil || !(n < 3) }  // can inline compares with cost 18

func methodValues(p *point) (func() int, func(*point) int) { return p.getX, (*point).getX }  // can inline methodValues with cost 4

func asserts(i any) (int, bool) { n := i.(int); _, ok := i.(string); return n, ok }  // can inline asserts with cost 16

func smallest(a, b int) int { return min(a, b, 3) + max(a, b) + cap(global) + copy(global, global) }  // can inline smallest with cost 16

func complexes(c complex128) float64 { return real(c) + imag(complex(1, real(c))) }  // can inline complexes with cost 9

func dead(n int) int { if false { return n }; const on = true; if on { return 2 }; return n * n }  // can inline dead with cost 2

func returnsLiteral(n int) func() int { return func() int { return n * increment(n) } }  // can inline returnsLiteral with cost 17  // can inline returnsLiteral.func1 with cost 16

func big(s []int) int { s[0]++; s[1]++; s[2]++; s[3]++; s[4]++; s[5]++; s[6]++; s[7]++; s[8]++; s[9]++; s[10]++; s[11]++; s[12]++; s[13]++; s[14]++; s[15]++; s[16]++; return s[17] }  // cannot inline big: function too complex: cost 89 exceeds budget 80
