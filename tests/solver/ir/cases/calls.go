package p

type T struct{ x *int }
type I interface{ m(int) *int }

func (t *T) m(x int) *int          { return t.x }
func (t T) v(s ...any)             {}
func two() (int, *int)             { return 1, nil }
func take(a any, p *int)           {}
func variadic(a int, rest ...*int) {}
func fun() func(int) I             { return nil }

func calls(t *T, u T, i I, f func(int), p *int, list []*int) {
	take(1, p)
	take(two())
	variadic(1)
	variadic(1, p, nil)
	variadic(1, list...)
	variadic(two())
	f(1)
	t.m(1)
	u.m(2)
	u.v(1, "a")
	t.v()
	i.m(3)
	fun()(1).m(2)
	func(x int) {}(4)
	(*T).m(t, 5)
	T.v(u, 1)
	I.m(i, 6)
	g := t.m
	h := i.m
	k := (*T).m
	l := I.m
	_, _, _, _ = g, h, k, l
}

func builtins(s []int, t []int, str string, m map[string]int, c chan int, b []byte, x, y int, z complex128) {
	s = append(s, 1, x)
	s = append(s, t...)
	b = append(b, str...)
	copy(s, t)
	copy(b, str)
	delete(m, "a")
	clear(m)
	close(c)
	println(x, "a", 1)
	print()
	_ = len(s) + cap(c)
	_ = min(x, y, 3)
	_ = max(str, "a")
	_ = complex(real(z), imag(z))
	_ = recover()
	panic("stop")
}
