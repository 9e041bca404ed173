package p

func f(n int) int { t := 0
L:
	for i := 0; i < n; i++ { for { t++; continue L } }
	return t }
