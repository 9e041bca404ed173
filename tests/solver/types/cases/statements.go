// errorcheck

package p



func a() int {
	for {
		break
	}
} // ERROR "missing return"

func b(x int) int {
	if x > 0 {
		return 1
	} else {
		return 2
	}
}

func c(x any, n int, f float64) {
	switch n {
	case 1, 2, 1: // ERROR `duplicate case 1 \(constant of type int\) in expression switch`
	case "a": // ERROR `cannot convert "a" \(untyped string constant\) to type int`
	}
	switch x.(type) {
	case int, int: // ERROR "duplicate case int in type switch"
	case string:
	}
	switch y := x.(type) { // ERROR "y declared and not used"
	case int:
	}
	switch n.(type) { // ERROR `n \(variable of type int\) is not an interface`
	}
	if n { // ERROR "non-boolean condition in if statement"
	}
	for n { // ERROR "non-boolean condition in for statement"
	}
	for i := range f { // ERROR `cannot range over f \(variable of type float64\)`
	}
	for i, j := range n { // ERROR "declared and not used: i" `range over n \(variable of type int\) permits only one iteration variable`
	}
	for range 3 {
	}
	go n // ERROR "expression in go must be function call"
	defer int(n) // ERROR `defer requires function call, not conversion int\(n\) \(value of type int\)`
	defer len("a") // ERROR `defer discards result of len\("a"\) \(constant 1 of type int\)`
	select {
	case n := 1: // ERROR `select case must be send or receive \(possibly with assignment\)`
	}
	f <- 1 // ERROR `invalid operation: cannot send to non-channel float64 f \(variable of type float64\)`
	return 1 // ERROR "too many return values"
}

func d() (r int, e error) {
	{
		r := 1 // ERROR "declared and not used: r"
		return // ERROR "result parameter r not in scope at return"
	}
	return 1, nil, 2 // ERROR "too many return values"
}

func init() int { return 1 } // ERROR "func init must have no arguments and no return values"
func b()        {} // ERROR "b redeclared in this block"

func threeVariables(m map[int]int, a, b, c int) {
	for a, b, c = range m { // ERROR "range clause permits at most two iteration variables"
	}
}
