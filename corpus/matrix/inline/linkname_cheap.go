package p

func min2(a, b int) int { if a < b { return a }; return b }
func f() int { return min2(1, 2) }
