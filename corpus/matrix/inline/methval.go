package p

type T struct{ a int }
func (t *T) m() int { return t.a }
func f(t *T) func() int { return t.m }
