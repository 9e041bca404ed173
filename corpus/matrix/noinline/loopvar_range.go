package p

func f(s []int) []*int { var r []*int; for _, v := range s { r = append(r, &v) }; return r }
