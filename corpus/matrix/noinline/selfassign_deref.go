package p

func f(b *[]byte) { *b = (*b)[1:] }
