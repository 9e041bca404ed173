package p

type T struct{ a [70000]byte }
func (t T) m() {}
func f(t *T) { h := t.m; h() }
