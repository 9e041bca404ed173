package p

func f(x int) func() int { return func() int { return x } }
