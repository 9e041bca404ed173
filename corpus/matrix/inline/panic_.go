package p

func f(b bool) { if b { panic("x") } }
