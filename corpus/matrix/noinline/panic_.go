package p

func f() { x := 1; panic(&x) }
func g() { panic("a") }
func h(x int) { panic(x) }
