package p

func f() { c := make(chan int); close(c) }
