package p

func f(b bool) int { n := 10; if b { n = 5 }; s := make([]int, n); return s[0] }
