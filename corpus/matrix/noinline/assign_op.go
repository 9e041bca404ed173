package p

func f(a, b string) string { s := a; s += b; return s }
