package p

func f(p string) {
	_ = []byte(p)
}
