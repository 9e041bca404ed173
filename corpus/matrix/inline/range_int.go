package p

func f(n int) int { t := 0; for i := range n { t += i }; return t }
