package p

func h(p ...*int) {}
func f() { x := 1; defer h(&x) }
