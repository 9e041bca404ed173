package p

//go:noinline
func h(x int) int { return x }
func f(x int) int { return h(x) }
