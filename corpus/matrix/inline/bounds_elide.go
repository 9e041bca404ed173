package p

func f(a *[256]int, b byte) int { return a[b] }
