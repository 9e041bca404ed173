// errorcheck

package p

type S struct{ a, b int }

var (
	_ = S{1} // ERROR "too few values in struct literal of type S"
	_ = S{1, 2, 3} // ERROR "too many values in struct literal of type S"
	_ = S{a: 1, 2} // ERROR "mixture of field:value and value elements in struct literal"
	_ = S{c: 1} // ERROR "unknown field c in struct literal of type S"
	_ = S{A: 1} // ERROR "unknown field A in struct literal of type S, but does have a"
	_ = S{a: 1, a: 2} // ERROR "duplicate field name a in struct literal"
	_ = [2]int{1, 2, 3} // ERROR `index 2 is out of bounds \(>= 2\)`
	_ = [...]int{5: 1, 5: 2} // ERROR "duplicate index 5 in array or slice literal"
	_ = []int{"a"} // ERROR `cannot use "a" \(untyped string constant\) as int value in array or slice literal`
	_ = map[string]int{"a": 1, "a": 2} // ERROR `duplicate key "a" in map literal`
	_ = map[string]int{1} // ERROR "missing key in map literal"
	_ = int{1} // ERROR "invalid composite literal type int"
	_ = map[[]int]int{} // ERROR `invalid map key type \[\]int`
	_ = [x]int{} // ERROR "invalid array length x"
	_ = [-1]int{} // ERROR `invalid array length -1 \(untyped int constant\)`
	_ = []S{{1, 2}, {a: "x"}} // ERROR `cannot use "x" \(untyped string constant\) as int value in struct literal`
)

var x = 1

const (
	big  = 1 << 100
	c1   = len(x) // ERROR `invalid argument: x \(variable of type int\) for built-in len`
	c2   = x // ERROR `x \(variable of type int\) is not constant`
	c3 int = big // ERROR `cannot use big \(untyped int constant 1267650600228229401496703205376\) as int value in constant declaration \(overflows\)`
	c4 uint8 = iota - 5 // ERROR `cannot use iota - 5 \(untyped int constant -1\) as uint8 value in constant declaration \(overflows\)`
	c5
)
