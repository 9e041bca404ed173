package p

func f() byte { var a [128 << 10]byte; return a[int(a[1])] }
