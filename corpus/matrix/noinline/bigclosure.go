package p

func use(func())
func f() { var a [8200]int64; h := func() int64 { return a[3] }; _ = h() }
