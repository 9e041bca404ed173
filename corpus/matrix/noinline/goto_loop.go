package p

func f() { var l *int; i := 0
L:
	x := new(int)
	l = x
	i++
	if i < 3 { goto L }
	_ = l }
