package p

type T struct{ a int }
func (t *T) m() {}
func f() { var t T; (*T).m(&t) }
func g() { var t T; h := (*T).m; h(&t) }
