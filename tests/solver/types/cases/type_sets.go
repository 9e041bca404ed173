// errorcheck

package p

type my int
type some interface {
	comparable
	[2]any | int
}
type none interface{ ~my } // ERROR `invalid use of ~ \(underlying type of my is int\)`
type terms interface {
	~int | my // ERROR `overlapping terms .*p\.my and ~int`
}

func f[T some]() {}
func g[T none]() {}
func h[T [10]loop[T]](loop[T]) {}

type loop[T comparable] struct{ f T }

func _[V [2]any]() {
	f[V]()      // ERROR `V does not satisfy some`
	f[[2]any]() // ERROR `\[2\]any does not satisfy some \(some mentions \[2\]any, but \[2\]any is not in the type set of some\)`
	f[int]()
	g[int]() // ERROR `cannot satisfy none \(empty type set\)`
}

func _[T []int | []byte](s T) {
	_ = append(s, 0) // ERROR `mismatched slice element types int and byte in s`
}

var s some // ERROR `cannot use type some outside a type constraint: interface contains type constraints`

type self[T self[T]] struct{}
type first[T any] second[T] // ERROR `invalid recursive type`
type second[T any] first[T]

type two[A, B any] struct{}

func _() {
	var x two[int] // ERROR `declared and not used: x` `not enough type arguments for type two: have 1, want 2`
	var y two[int, string]
	x = y // ERROR `cannot use y \(variable of struct type two\[int, string\]\) as two\[int\] value in assignment`
}
