package p

func two(p *int) (*int, *int) { return p, nil }
func f() { x := 1; a, b := two(&x); _, _ = a, b }
func g() *int { x := 1; a, b := two(&x); _ = a; return b }
