package p

func f() { m := make(map[int]*int); x := 1; m[0] = &x }
func g() { m := make(map[*int]int); x := 1; m[&x] = 1 }
func h() { m := make(map[*int]int); x := 1; _ = m[&x] }
func k() { m := make(map[*int]int); x := 1; delete(m, &x) }
