package p

func f() int { x := 1; g := func() int { x++; return x }; return g() + g() }
