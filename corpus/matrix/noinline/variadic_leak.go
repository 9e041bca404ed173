package p

var g []*int
func v(a ...*int) { g = a }
func f() { x := 1; v(&x) }
