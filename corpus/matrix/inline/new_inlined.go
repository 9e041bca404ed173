package p

func n() *int { return new(int) }
func f() int { p := n(); return *p }
