package p

func f(n int) int { s := make([]int, n, 10); return s[0] }
