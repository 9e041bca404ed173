package p

func f() int { var a [17]int64; a[0] = 1; return func() int { return int(a[3]) }() }
func g() int { var a [16]int64; return func() int { return int(a[3]) }() }
