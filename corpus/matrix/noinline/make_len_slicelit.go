package p

func f() int { a := []int{1, 2, 3}; s := make([]int, len(a)); return s[0] }
