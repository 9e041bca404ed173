package p

func f(n int, p *int) int { s := make([]*int, n); s[0] = p; return *s[0] }
