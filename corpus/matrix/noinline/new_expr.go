package p

func f() *int { return new(42) }
