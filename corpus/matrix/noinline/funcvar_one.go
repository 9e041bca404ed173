package p

func a(p *int) {}
func f() { x := 1; h := a; h(&x) }
