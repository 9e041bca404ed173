package p

func f(s []int) *[2]int { return (*[2]int)(s) }
