package p

func f(h func(*int)) { x := 1; h(&x) }
