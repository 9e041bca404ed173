package p

type I interface {
	comparable
	~struct{ i J } | J | []int
}

type J interface {
	I | ~[2]I
}

func f[P I](a, b P) bool { return a == b }
