package p

func f() { var s []*int; x := 1; s = append(s, &x); _ = s }
