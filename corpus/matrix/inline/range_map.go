package p

func f(s map[int]int) int { t := 0; for _, v := range s { t += v }; return t }
