package p

var g *int
func f(a **int) **int { g = *a; return a }
func h(a **int) *int { g = *a; return *a }
