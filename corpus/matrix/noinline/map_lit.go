package p

func f() int { m := map[int]int{1: 2}; return m[1] }
