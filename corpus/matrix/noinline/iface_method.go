package p

type I interface{ M(*int) *int }
type T struct{ a int }
func (t *T) M(p *int) *int { return nil }
func f(i I) { x := 1; i.M(&x) }
func g() { x := 1; var i I = &T{}; i.M(&x) }
func h() { x := 1; I(&T{}).M(&x) }
func k() { x := 1; t := T{}; var i I = &t; i.M(&x) }
