package p

var g map[int]int
func f() int { m := make(map[int]int); return m[0] }
func h() { g = make(map[int]int) }
func k(n int) int { m := make(map[int]int, n); return m[0] }
