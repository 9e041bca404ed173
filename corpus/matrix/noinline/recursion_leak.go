package p

var g *int
func ev(p *int, n int) { if n > 0 { od(p, n-1) } }
func od(p *int, n int) { g = p; ev(p, n-1) }
func f() { x := 1; ev(&x, 1) }
