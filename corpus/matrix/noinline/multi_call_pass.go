package p

func two(p *int) (*int, *int) { return p, nil }
func use(a, b *int) {}
func f() { x := 1; use(two(&x)) }
