package p

func f() byte { var a [10<<20 + 1]byte; return a[int(a[1])] }
