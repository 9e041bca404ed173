package p

func f(b []byte) int { s := string(b); return len(s) }
func g(b []byte) string { return string(b) }
func h(s string) int { b := []byte(s); return len(b) }
func k(s string) []byte { return []byte(s) }
func l(s string) int { b := []byte(s); b[0] = 1; return len(b) }
func m(r []rune) string { return string(r) }
func n(s string) []rune { return []rune(s) }
func o(r rune) string { return string(r) }
