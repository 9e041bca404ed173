package p

var g *int
func f(x int) { g = &x }
func h(p *int) { x := &p; _ = x }
func k(p *int) **int { return &p }
