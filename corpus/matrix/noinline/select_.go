package p

func f(c chan *int, d chan *int) *int { x := 1; select { case p := <-c: return p; case d <- &x: }; return nil }
