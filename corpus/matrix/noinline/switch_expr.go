package p

func f(b bool) *int { x, y := 1, 2; var p *int; switch { case b: p = &x; default: p = &y }; return p }
