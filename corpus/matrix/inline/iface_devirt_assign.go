package p

type I interface{ M() int }
type T struct{ a int }
func (t *T) M() int { return t.a }
func f() int { var i I; i = &T{}; return i.M() }
