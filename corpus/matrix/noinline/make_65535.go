package p

func f() byte { s := make([]byte, 65535); return s[0] }
