package p

type I interface{ M(*int) }
type W struct{ I }
func f(w W) { x := 1; w.M(&x) }
