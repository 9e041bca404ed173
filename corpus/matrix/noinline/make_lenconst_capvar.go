package p

func f(n int) int { s := make([]int, 1, n); return s[0] }
