package p

func f() byte { var a [65536]byte; return a[int(a[1])] }
