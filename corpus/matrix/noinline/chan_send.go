package p

func f(c chan *int) { x := 1; c <- &x }
func g(c chan *int) *int { return <-c }
