package p

func it(y func(int) bool) { for i := 0; i < 3; i++ { if !y(i) { return } } }
func f() int { t := 0; for x := range it { t += x }; return t }
