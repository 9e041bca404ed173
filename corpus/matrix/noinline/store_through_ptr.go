package p

func f() { x := 1; var p *int; pp := &p; *pp = &x }
func g() { x := 1; var s [1]*int; s[0] = &x }
func h() { x := 1; s := make([]*int, 1); s[0] = &x }
func k() { x := 1; t := &struct{ p *int }{}; t.p = &x }
func l() { x := 1; var a [1]*int; q := &a; q[0] = &x }
