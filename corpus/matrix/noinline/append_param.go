package p

func f(s []int) []int { return append(s, 1) }
func g(s []*int, p *int) []*int { return append(s, p) }
func h(s, t []*int) []*int { return append(s, t...) }
func k(s []int, t []int) []int { return append(s, t...) }
func l(s []byte, t string) []byte { return append(s, t...) }
