package p

func f(s string) byte { return s[0] }
func g(s string) string { return s[1:] }
