package p

type E struct{ a int }
func (e *E) M() {}
type T struct{ *E }
type U struct{ E }
type I interface{ M() }
func f(t T) I { return t }
func g(u *U) I { return u }
