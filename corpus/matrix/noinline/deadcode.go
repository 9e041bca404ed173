package p

var g *int
func f() { x := 1; if false { g = &x } }
func h() { x := 1; return; g = &x }
const dbg = false
func k(p *int) { if dbg { g = p } }
