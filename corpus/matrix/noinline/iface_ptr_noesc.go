package p

func use(i interface{}) {}
func f(p *int) { use(p) }
func g(s []int) { use(s) }
