package p

func f() byte { a := new([65535]byte); return a[int(a[1])] }
func g() byte { a := new([65536]byte); return a[int(a[1])] }
func h() byte { a := new([65537]byte); return a[int(a[1])] }
