package p

type I interface{ M(*int) *int }
type T struct{ a, b int }
func (t T) M(p *int) *int { return nil }
func g() { x := 1; var i I = T{}; i.M(&x) }
func h(i I) func(*int) *int { return i.M }
