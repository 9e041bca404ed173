package p

type B struct{ p, q *int }
func f(b B) B { b.p = b.q; return b }
