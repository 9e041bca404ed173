package p

var g *int
func f() (r *int) { x := 1; r = &x; return }
func h() (r int) { g = &r; return }
func k(p *int) (r *int) { defer func() { _ = r }(); r = p; return }
func l() (r int) { p := &r; *p = 2; return }
