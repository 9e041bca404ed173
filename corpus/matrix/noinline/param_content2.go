package p

var g *int
func f(a ***int) { g = **a }
func f2(a **int) { g = *a }
