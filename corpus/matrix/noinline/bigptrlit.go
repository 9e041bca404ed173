package p

type T struct{ a [65535]byte }
type U struct{ a [65536]byte }
type V struct{ a [65537]byte }
func f() byte { a := &T{}; return a.a[int(a.a[1])] }
func g() byte { a := &U{}; return a.a[int(a.a[1])] }
func h() byte { a := &V{}; return a.a[int(a.a[1])] }
