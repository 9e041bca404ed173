package p

func f() int { var fib func(int, *int) int; fib = func(n int, p *int) int { if n < 2 { return *p }; return fib(n-1, p) }; x := 1; return fib(5, &x) }
