package p

func v(a ...int) int { return len(a) }
func f() int { return v(1, 2, 3) }
