package p

func f(p int) {
	_ = make([]int, p)
}
