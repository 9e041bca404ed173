package p

var sink any

func two() (int, int)    { return 1, 2 }
func sum(a, b int) int   { return a + b }

func switches(x int, i any, s string) {
	switch {
	case x > 1:
		x = 2
	default:
		x = 3
	}
	switch y := x; y {
	case 1, 2:
		fallthrough
	case sum(two()):
		x = 4
	}
	switch i {
	case x, "a":
	case nil:
	}
	switch x {
	}
	switch s + "a" {
	case s:
		break
	}
}

func types(i any) {
	switch i.(type) {
	case int, *int:
	case nil:
	}
	switch v := i.(type) {
	case int:
		sink = &v
	case []string, map[string]int:
		sink = v
	case error:
		sink = v.Error()
	default:
		sink = v
	}
}

func selects(c chan *int, d chan<- any, x int) {
	select {}
	select {
	case v := <-c:
		sink = func() *int { return v }
	case v, ok := <-c:
		_, _ = v, ok
	case sink = <-c:
	case <-c:
	case d <- x:
		sink = 1
	case d <- sum(two()):
	default:
	}
}
