package p

import "unsafe"

type N int
type By byte
type F func()
type I interface{ m() }
type J interface{ m() }
type E interface{}
type T struct{ x *int }

func (T) m() {}

func written(x int, s string, b []byte, by []By, r []rune, f float64, p *T, u uintptr, a [4]int) {
	_ = N(x)
	_ = int64(x)
	_ = int8(x)
	_ = float64(f)
	_ = string(b)
	_ = string(by)
	_ = string(r)
	_ = string(rune(x))
	_ = []byte(s)
	_ = []By(s)
	_ = []rune(s)
	_ = []rune("aä")
	_ = [2]byte(b)
	_ = (*[2]byte)(b)
	_ = unsafe.Pointer(p)
	_ = uintptr(unsafe.Pointer(p))
	_ = unsafe.Pointer(u)
	_ = any(x)
	_ = I(T{})
	_ = F(func() {})
	_ = (*int)(nil)
}

func implied(x int, t T, i I, j J, e E, f func(), c chan int) (any, F) {
	var a any = x
	var k I = t
	k = j
	a = e
	e = a
	a = i
	var g F = f
	var d <-chan int = c
	a, k = x, t
	_, _, _, _, _ = a, k, g, d, e
	m := map[any]I{x: t, "a": nil}
	m[x] = t
	_ = m[x]
	delete(m, x)
	s := []any{x, 2: t}
	s = append(s, x)
	ch := make(chan any, 1)
	ch <- x
	st := struct{ v any }{x}
	_ = st
	panic(x)
	return x, f
}

func returned(x int, f func()) (any, F) { return x, f }
