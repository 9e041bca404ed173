// A source in which every kind of node occurs.
#pragma once

namespace escdiff::syntax {

// Laid out as gofmt lays it out, but for the empty statement.
inline constexpr const char* kWholeLanguage = R"(package p

import (
	"fmt"
	. "math"
	_ "os"
	str "strings"
)

const (
	a, b = iota, -iota
	c, d
	e string = "x"
)

type T[P any, Q interface{ ~[]P | *P }] struct {
	x, y int `tag`
	*fmt.Stringer
	T2[P]
}

type A = map[string][]chan<- func(...int) (x int, err error)

type V[P any] = []P

type I interface {
	M(x int) (y, z string)
	fmt.Stringer
}

func (t *T[P, Q]) m(_ int, xs ...P) (r Q) {
	defer func() { recover() }()
	go t.m(1, xs...)
L:
	for i := 0; i < 10; i++ {
		switch x := any(t).(type) {
		case nil, int:
			continue L
		default:
			_ = x
		}
	}
	for range 10 {
	}
	for k, v = range t.x {
	}
	for i := range seq {
		_ = i
	}
	if x, ok := y.(fmt.Stringer); !ok {
	}
	for {
		break
	}
	;
	type local struct{}
	select {
	case v, ok := <-ch:
	case ch <- 1:
	default:
		goto M
	}
M:
	if x := f(); x > 0 {
		return
	} else if y {
		x[1], x[2:3:4] = *p, &T[int, []int]{1, 2: 3, "a": {4}}
	} else {
		x <<= 1
		x--
	}
	switch {
	case x == 1:
		fallthrough
	case y != 2:
		break
	}
	var z [3]int = [...]int{0x1p-2, 07_7, 1i}
	x = (a + b) * c
	return a + b*c&^d, f(a+b, -c)
}
)";

}  // namespace escdiff::syntax
