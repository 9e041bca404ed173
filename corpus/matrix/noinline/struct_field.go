package p

type S struct{ p *int; q *int }
func f() { x := 1; s := S{p: &x}; _ = s }
func g() S { x, y := 1, 2; s := S{p: &x}; t := S{}; t.q = &y; _ = t; return s }
func h() *int { x, y := 1, 2; s := S{&x, &y}; return s.p }
