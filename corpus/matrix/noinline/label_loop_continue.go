package p

func f() { var l *int
L:
	for i := 0; i < 3; i++ { x := i; l = &x; if i == 1 { continue L } }
	_ = l }
