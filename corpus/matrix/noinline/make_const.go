package p

func f() int { s := make([]int, 10); return s[0] }
