package examples

import "fmt"

type Point struct{ X, Y int }

// E1 returns the address of a local.
func E1() *Point {
	p := Point{1, 2}
	return &p
}

// E2 boxes an int.
func E2(v int) interface{} {
	return v
}

// E3 returns a closure that changes a local.
func E3() func() int {
	n := 0
	return func() int {
		n++
		return n
	}
}

// E4 makes a slice of a size that is not constant.
func E4(n int) int {
	s := make([]int, 0, n)
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	return s[len(s)-1]
}

// E5 makes a buffer of more than 64 KiB.
//go:noinline
func E5() byte {
	b := make([]byte, 65*1024)
	b[0] = 1
	return b[0]
}

// E6 passes an int to a variadic function.
func E6(x int) {
	fmt.Println(x)
}
