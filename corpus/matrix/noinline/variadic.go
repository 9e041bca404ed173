package p

func v(a ...*int) {}
func w(a ...interface{}) {}
func f() { x := 1; v(&x); w(x, "a", &x) }
func g() { v() }
