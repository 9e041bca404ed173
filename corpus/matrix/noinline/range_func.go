package p

func it(y func(int) bool) { y(1) }
func f() int { t := 0; for x := range it { t += x }; return t }
func g() *int { for x := range it { return &x }; return nil }
