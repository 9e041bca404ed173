package p

func f(a, b string) string { return min(a, b) }
