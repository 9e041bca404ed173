package p

func a(*int) {}
func b(_ *int, _ **int) {}
func (T) c(*int) {}
func (_ *T) d(_ *int) {}
type T struct{}
func f() { x := 1; a(&x); b(&x, nil); T{}.c(&x) }
