package p

func f(p int) any {
	return p & 0xff
}
