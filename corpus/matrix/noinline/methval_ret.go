package p

type T struct{ a int }
func (t *T) m() {}
func f(t *T) func() { return t.m }
func g() func() { var t T; return t.m }
