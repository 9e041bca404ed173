package p

type T struct{ a int }
var g = &T{1}
var s = []int{1, 2}
var fn = func() *int { x := 1; return &x }
var m = map[int]*int{1: new(int)}
