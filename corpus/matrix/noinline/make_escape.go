package p

var g []int
func f(n int) { g = make([]int, n) }
func h() { g = make([]int, 3) }
