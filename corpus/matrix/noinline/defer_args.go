package p

func h(p *int) {}
func f() { x := 1; defer h(&x) }
func g() { for { x := 1; defer h(&x) } }
