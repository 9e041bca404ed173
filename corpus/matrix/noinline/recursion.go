package p

func f(p *int, n int) *int { if n == 0 { return p }; return f(p, n-1) }
func g() { x := 1; _ = f(&x, 3) }
func ev(p **int, n int) { if n > 0 { od(p, n-1) } }
func od(p **int, n int) { if n > 0 { ev(p, n-1) } }
type L struct{ n *L }
func w(l *L) *L { if l.n == nil { return l }; return w(l.n) }
