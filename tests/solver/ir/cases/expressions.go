package p

import "unsafe"

type T struct {
	a [4]int
	p *T
}

var g T

func access(t T, p *T, s []int, m map[string]*T, str string, pa *[4]int, i any, c chan int, k int) {
	_ = t.a[k]
	_ = p.a[1]
	_ = p.p.p
	_ = (*p).p
	_ = pa[k]
	_ = s[k]
	_ = str[k]
	_ = m["a"].p
	_ = g.a
	_ = i.(*T)
	_ = <-c
	_ = &t.a[1]
	_ = &p.a
	_ = &g
}

func slices(t T, s []int, str string, pa *[4]int, k int) {
	_ = t.a[:]
	_ = t.a[1:k]
	_ = pa[k:]
	_ = s[1:2:3]
	_ = str[:k]
}

func operators(x, y int, u uint, s, t string, i any, b bool, f float64, p *T) {
	_ = x + y*2
	_ = -x
	_ = ^x
	_ = x << u
	_ = x == y && !b || x < y
	_ = i == x
	_ = x == i
	_ = i != nil
	_ = p == nil
	_ = s + "a" + (t + s)
	_ = f * 2
	_ = s == t
	_ = unsafe.Sizeof(x)
	_ = 1 << 3
	_ = "con" + "stant"
	x = nil_()
}

func nil_() int { return 0 }

func simplified(b bool) {
	if true && b {
		_ = 1
	}
	if b || false {
		_ = 2
	}
	for false || b {
	}
}
