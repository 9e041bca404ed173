package p

func use(i interface{}) {}
func f() { use(3) }
