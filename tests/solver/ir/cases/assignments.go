package p

type T struct {
	a, b *int
	n    int
	arr  [4]*int
}

func two() (int, error) { return 1, nil }

func assignments(t *T, m map[string]*int, i any, c chan *int, s []*int) {
	var zero *int
	var x, y = 1, "a"
	var a, b any = two()
	v, ok := m["k"]
	w, ok := i.(*int)
	var z any
	z, ok = <-c
	u, err := two()
	u, err = two()
	t.a, t.b = t.b, t.a
	t.arr[0], m["k"] = v, w
	*t.a = u
	s[x] = zero
	t.n += x
	t.n++
	x <<= 2
	y += "b"
	_ = 5
	_, x = x, 7
	(x) = 8
	const c1 = 3
	type local int
	_, _, _, _, _, _ = a, b, z, ok, err, y
}

func flags(n int) (r int) {
	once := 1
	twice := 1
	twice = 2
	addressed := 1
	_ = &addressed
	var late int
	late = 3
	var array [4]int
	_ = array[:]
	array[1] = 2
	n = 4
	r = 5
	func() { captured := once; captured++ }()
	return twice + late
}
