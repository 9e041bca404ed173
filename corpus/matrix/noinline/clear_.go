package p

func f(m map[int]*int, s []*int) { clear(m); clear(s) }
