package p

func f(x int) int { g := func() int { return x }; return g() }
