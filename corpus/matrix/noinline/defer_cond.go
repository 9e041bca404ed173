package p

func f(b bool) { x := 1; if b { defer func() { x++ }() } }
