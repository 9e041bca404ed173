package p

func f() interface{} { return recover() }
