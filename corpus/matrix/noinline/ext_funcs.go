package p

func ext(p *int, u uintptr, q *int)
//go:noescape
func ext2(p *int, u uintptr)
func f() { x := 1; ext(&x, 0, nil) }
func g() { x := 1; ext2(&x, 0) }
func ext3(*int)
