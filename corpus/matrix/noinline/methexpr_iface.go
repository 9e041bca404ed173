package p

type I interface{ M() }
func f(i I) { I.M(i) }
