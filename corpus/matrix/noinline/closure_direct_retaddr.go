package p

func f() { x := 1; p := func() *int { return &x }(); *p = 2 }
