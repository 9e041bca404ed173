package p

func f(s []byte, n int) []byte { return append(s, make([]byte, n)...) }
