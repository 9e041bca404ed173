package p

var g *int
func l(p *int) { g = p }
func f() { x := 1; l(&x) }
