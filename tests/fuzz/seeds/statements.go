//go:build go1.22

package p

//go:noinline
func f(c chan int, x any, m map[string][]byte) (n int, err error) {
	defer func() { recover() }()
outer:
	for i := range 10 {
		switch y := x.(type) {
		case int, string:
			continue outer
		case error:
			return i, y
		default:
			goto end
		}
	}
	select {
	case v, ok := <-c:
		if !ok {
			return
		}
		n += v << 3 &^ 1
	case c <- len(m["a"][1:2:3]):
	default:
		go func(a ...int) { n++ }(1, 2)
	}
	for next := range func(yield func(int) bool) { _ = yield(1) && yield(2) } {
		n -= next
	}
end:
	return min(n, 0x1p4, 'a'), nil
}
