// errorcheck

package p

var v int

func f(parameter int) (result int) {
	local := 1
	_ = local
	type A v         // ERROR `v \(package-level variable\) is not a type`
	type B parameter // ERROR `parameter \(parameter\) is not a type`
	type C result    // ERROR `result \(result variable\) is not a type`
	type D local     // ERROR `local \(local variable\) is not a type`
	type E f         // ERROR `f \(function\) is not a type`
	for a, a := range "x" { // ERROR `a redeclared in this block`
		_ = a
	}
	for a, b, c := range "x" { // ERROR `range clause permits at most two iteration variables`
		_, _ = a, b
	}
	var channel chan int
	for a, b, c := range channel { // ERROR `range over channel \(variable of type chan int\) permits only one iteration variable`
		_, _ = a, b
	}
	return 0
}

func (v T) m(x int) {}

type T struct{}

var _ string = T.m     // ERROR `cannot use T\.m \(value of type func\(v T, x int\)\) as string value`
var _ = 'ab'           // ERROR `more than one character in rune literal`
