package p

func f(a, b string) string { return a + b }
func g(a, b string) int { return len(a + b) }
