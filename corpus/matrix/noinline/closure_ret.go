package p

func f() func() int { x := 1; return func() int { return x } }
