package p

func h() {}
func f() { defer h() }
