package p

type T struct{ a *int }
func (t T) m() {}
func f(p *int) { t := T{p}; h := t.m; h() }
