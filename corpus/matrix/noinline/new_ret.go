package p

func f() *int { p := new(int); return p }
