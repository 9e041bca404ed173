package p

func f() int { b := []byte("abc"); return int(b[0]) }
func g() []byte { return []byte("abc") }
