package p

func f(b bool) int { if b { goto L }; return 1
L:
	return 2 }
