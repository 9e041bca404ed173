package p

func f(x []*int) interface{} { return x }
