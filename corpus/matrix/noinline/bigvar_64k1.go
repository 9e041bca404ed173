package p

func f() byte { var a [65537]byte; return a[int(a[1])] }
