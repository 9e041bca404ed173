package p

//go:noescape
func ext(b []byte)
func rd(b []byte) byte { return b[0] }
func wr(b []byte) { b[0] = 1 }
func f(s string) { _ = rd([]byte(s)) }
func g(s string) { wr([]byte(s)) }
func h(s string) { ext([]byte(s)) }
