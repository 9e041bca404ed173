package p

type N struct{ n *N }
func f() { a := &N{}; b := &N{a}; a.n = b; _ = b }
