package p

func a(p *int) {}
func b(p *int) {}
func f(c bool) { x := 1; var h func(*int); if c { h = a } else { h = b }; h(&x) }
