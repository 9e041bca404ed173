package p

func f(n int) int { var s []int; add := func(i int) { s = append(s, i) }; for i := 0; i < n; i++ { add(i) }; return len(s) }
