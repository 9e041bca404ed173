package p

func f() { var l *int; func() { l = new(int) }(); _ = l }
