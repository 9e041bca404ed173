package p

func f() int { n := -1; s := make([]int, n); return s[0] }
