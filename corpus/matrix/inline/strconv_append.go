package p

func f(s string) int { b := []byte(s); return len(b) }
func h() int { return f("abc") }
