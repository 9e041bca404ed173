package p

func f() { var l *int; for i := 0; i < 3; i++ { x := i; l = &x }; _ = l }
