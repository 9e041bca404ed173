package p

func f() { var h func(); h = func() { h() }; h() }
