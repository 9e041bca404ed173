package p

func f() { x := 1; func(p *int) { *p = 2 }(&x) }
