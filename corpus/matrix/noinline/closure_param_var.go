package p

func f() { x := 1; h := func(p *int) { *p = 2 }; h(&x) }
