package p

type P *int
func f(p *int) P { return P(p) }
