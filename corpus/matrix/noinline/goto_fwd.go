package p

func f(b bool) { var l *int
	if b { goto L }
	l = new(int)
L:
	_ = l }
