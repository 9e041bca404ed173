package p

func f() int { var s []int; s = append(s, 1); return s[0] }
