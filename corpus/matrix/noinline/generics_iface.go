package p

type I interface{ M(*int) }
type T struct{ a int }
func (t *T) M(p *int) {}
func call[X I](x X) { v := 1; x.M(&v) }
func f() { t := T{}; call(&t) }
