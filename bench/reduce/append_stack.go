package p

func f(p []int) {
	_ = append(p)
}
