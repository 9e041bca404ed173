package p

func parameter(f func(), p, q *int) {
	f = func() { println(new(int)) }
	p = q
	p = &*q
}

func recursive() {
	var fib func(int) int
	fib = func(n int) int { return fib(n - 1) }
}

func discarded(x *int) {
	f := func() {}
	_, y := f, x
	_ = y
	_ = f
}

func used(p *int) *int {
	p = new(int)
	q := p
	return q
}

func result() (f func()) {
	f = func() {}
	return
}
