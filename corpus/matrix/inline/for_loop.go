package p

func f(n int) int { t := 0; for i := 0; i < n; i++ { t += i }; return t }
