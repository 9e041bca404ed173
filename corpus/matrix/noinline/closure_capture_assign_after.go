package p

func f() int { x := 1; h := func() int { return x }; x = 2; return h() }
