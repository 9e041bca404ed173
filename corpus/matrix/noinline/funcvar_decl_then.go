package p

func a(p *int) {}
func f() { x := 1; var h func(*int); h = a; h(&x) }
