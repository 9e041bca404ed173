package p

func f() []*int { var r []*int; for i := 0; i < 3; i++ { r = append(r, &i) }; return r }
