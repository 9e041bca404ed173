package p

func f() int { n := 10; s := make([]int, n); return s[0] }
