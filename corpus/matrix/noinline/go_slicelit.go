package p

func h(p []int) {}
func f() { go h([]int{1, 2}) }
