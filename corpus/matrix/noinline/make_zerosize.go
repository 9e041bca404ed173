package p

func f() int { s := make([]struct{}, 10); return len(s) }
func g(n int) int { s := make([]struct{}, n); return len(s) }
