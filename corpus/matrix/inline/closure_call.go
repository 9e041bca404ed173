package p

func f(x int) int { return func() int { return x }() }
