package p

func ap(f func(int) int, x int) int { return f(x) }
func f() int { y := 2; return ap(func(a int) int { return a + y }, 3) }
