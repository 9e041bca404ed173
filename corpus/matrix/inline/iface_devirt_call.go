package p

type I interface{ M() int }
type T struct{ a int }
func (t *T) M() int { return t.a }
func n() I { return &T{} }
func f() int { return n().M() }
