package p

func f(b []byte, m map[string]int) int { return m[string(b)] }
func g(b []byte) bool { return string(b) == "x" }
func h(s string) int { t := 0; for _, c := range []byte(s) { t += int(c) }; return t }
func k(b []byte) int { switch string(b) { case "a": return 1 }; return 0 }
