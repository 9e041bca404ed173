package p

//go:noescape
func use(func())
type T struct{ a int }
func (t *T) m() {}
func f() { var t T; use(t.m) }
