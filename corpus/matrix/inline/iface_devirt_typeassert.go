package p

type I interface{ M() int }
type T struct{ a int }
func (t *T) M() int { return t.a }
func f(x interface{}) int { var i I = x.(*T); return i.M() }
