package p

func f(p any) (_ any) {
	return p
}
