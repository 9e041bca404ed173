package p

func f(p *int) bool { x := 1; return p == &x }
func g(a, b interface{}) bool { return a == b }
func h(x int, a interface{}) bool { return a == x }
