package p

func f(n int) int { t := 0
L:
	for i := 0; i < n; i++ { if i == 5 { break L }; t += i }
	return t }
