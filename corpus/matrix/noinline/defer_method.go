package p

type T struct{ a int }
func (t *T) m() {}
func f() { var t T; defer t.m() }
