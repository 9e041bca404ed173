package p

func f() { x := 1; h := func() *int { return &x }; p := h(); *p = 2 }
