package p

type T struct{ a, b int }
func f() int { p := &T{1, 2}; return p.a }
