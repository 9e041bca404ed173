package p

func h(p *int) {}
func f() { x := 1; go h(&x) }
