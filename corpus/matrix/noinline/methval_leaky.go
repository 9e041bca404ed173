package p

type T struct{ a int }
var g *T
func (t *T) m() { g = t }
func f() { var t T; h := t.m; h() }
