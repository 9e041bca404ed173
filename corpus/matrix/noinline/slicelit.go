package p

var g []int
func f() int { s := []int{1, 2, 3}; return s[0] }
func h() { g = []int{1, 2} }
func k() { x := 1; s := []*int{&x}; _ = s }
