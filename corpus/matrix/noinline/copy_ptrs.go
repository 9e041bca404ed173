package p

func f(d, s []*int) { copy(d, s) }
func g(d, s []int) { copy(d, s) }
func h(d []byte, s string) { copy(d, s) }
