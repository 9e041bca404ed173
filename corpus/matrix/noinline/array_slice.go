package p

func f() []int { var a [3]int; return a[:] }
func g() int { var a [3]int; s := a[:]; return s[0] }
func h(a *[3]int) []int { return a[:] }
