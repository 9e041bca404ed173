package p

func f() {
	i := 0
L:
	x := 1
	defer func() { x++ }()
	i++
	if i < 3 { goto L }
}
