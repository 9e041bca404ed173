package p

func f() { x := 1; defer func() { x++ }() }
