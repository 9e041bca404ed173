package p

type T struct{ x *int }
type I interface{ m(*int) }

func (t *T) m(p *int)        {}
func (t T) v()               {}
func f(p *int, q ...any) int { return 0 }
func g()                     {}
func result() int            { return 1 }
func two() (*int, int)       { return nil, 1 }
func get() func()            { return nil }

func statements(t *T, u T, i I, p *int, big [200]int, m map[string]int, s []int, c chan int) {
	defer g()
	defer func() {}()
	defer func() { _ = p }()
	go get()()
	defer result()
	defer f(p, 1, "a", p)
	go f(two())
	defer t.m(p)
	go u.m(nil)
	defer u.v()
	defer i.m(p)
	defer func(a [200]int) {}(big)
	defer T.v(u)
	defer delete(m, "a")
	defer copy(s, s)
	defer close(c)
	defer print(1, p)
	defer panic(p)
	defer recover()
	go func() {
		defer f(nil)
	}()
	h := t.m
	go h(p)
}
