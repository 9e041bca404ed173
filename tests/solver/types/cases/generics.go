// errorcheck

package p

type Number interface{ ~int | ~float64 }
type List[T any] struct {
	next *List[T]
	v    T
}

func (l *List[E]) push(e E) {}

func Map[T, U any](s []T, f func(T) U) []U { return nil }
func Sum[T Number](s ...T) (t T) {
	for _, v := range s {
		t += v
	}
	return t
}
func Less[T any](a, b T) bool { return a < b } // ERROR `invalid operation: a < b \(type parameter T cannot use operator <\)`
func Eq[T comparable](a, b T) bool { return a == b }

type My int

func f() {
	_ = Sum(1, 2.5)
	_ = Sum("a") // ERROR `string does not satisfy Number \(string missing in ~int \| ~float64\)`
	_ = Sum[My](1)
	_ = Sum[string]() // ERROR `string does not satisfy Number \(string missing in ~int \| ~float64\)`
	_ = Map([]int{1}, func(i int) string { return "" })
	_ = Map([]int{1}, func(s string) string { return s }) // ERROR `in call to Map, type func\(s string\) string of func\(s string\) string \{…\} does not match inferred type func\(int\) U for func\(T\) U`
	_ = Eq([]int{}, nil) // ERROR `\[\]int does not satisfy comparable`
	_ = Eq(func() {}, nil) // ERROR `func\(\) does not satisfy comparable`
	var l List // ERROR "declared and not used: l" `cannot use generic type List\[T any\] without instantiation`
	var m List[int, string] // ERROR "declared and not used: m" "too many type arguments for type List: have 2, want 1"
	var n List[int]
	n.push("a") // ERROR `cannot use "a" \(untyped string constant\) as int value in argument to n\.push`
	_ = Less[int, int] // ERROR "got 2 type arguments but want 1"
	_ = Map // ERROR "cannot use generic function Map without instantiation"
	var g func(int, int) bool = Less
	_ = g
	Sum() // ERROR `in call to Sum, cannot infer T \(declared at generics\.go:14:10\)`
	var o Number // ERROR "declared and not used: o" "cannot use type Number outside a type constraint: interface contains type constraints"
	var _ My = Sum(1) // ERROR `cannot use Sum\(1\) \(value of type int\) as My value in variable declaration`
}

func h[T interface{ m() }](t T) { t.m(); t.x() } // ERROR `t\.x undefined \(type T has no field or method x\)`
func k[T any](t T) { _ = t.(int); switch any(t).(type) { case T: } } // ERROR `invalid operation: cannot use type assertion on type parameter value t \(variable of type T constrained by any\)`
func conv[T ~int | ~string](t T) { _ = float64(t); _ = []byte(t) } // ERROR `cannot convert t \(variable of type T constrained by ~int \| ~string\) to type float64: cannot convert string \(in T\) to type float64` `cannot convert t \(variable of type T constrained by ~int \| ~string\) to type \[\]byte: cannot convert int \(in T\) to type \[\]byte`
