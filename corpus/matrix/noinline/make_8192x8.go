package p

func f() int { s := make([]int, 8192); return s[0] }
