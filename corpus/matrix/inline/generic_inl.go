package p

func id[T any](x T) T { return x }
func f() int { return id(3) }
