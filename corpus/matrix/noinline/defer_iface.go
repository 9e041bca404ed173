package p

type I interface{ M(*int) }
func f(i I) { x := 1; defer i.M(&x) }
