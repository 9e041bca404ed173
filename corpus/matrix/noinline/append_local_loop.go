package p

func f(n int) int { var s []int; for i := 0; i < n; i++ { s = append(s, i) }; return len(s) }
