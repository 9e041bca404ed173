package p

type T struct{ a int }
func (t *T) m() {}
func f() { var t T; h := t.m; h() }
