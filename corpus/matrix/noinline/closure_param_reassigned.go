package p

func f(b bool) { x := 1; h := func(p *int) { *p = 2 }; if b { h = func(p *int) { *p = 3 } }; h(&x) }
