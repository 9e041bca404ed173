package p

func f() []*int { var r []*int; for i := range 3 { r = append(r, &i) }; return r }
