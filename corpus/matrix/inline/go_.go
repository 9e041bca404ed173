package p

func h() {}
func f() { go h() }
