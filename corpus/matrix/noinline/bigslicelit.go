package p

func f() int { s := []int{70000: 1}; return s[1] }
func g() int { s := []int{8191: 1}; return s[1] }
func h() int { s := []int{8192: 1}; return s[1] }
