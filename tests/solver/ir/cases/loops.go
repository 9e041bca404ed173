package p

var sink any

func cond(p *int, n ...int) (bool, int) { return true, 1 }
func both(b bool, n int) bool           { return b }

func plain(n int) {
	for {
		break
	}
	for n > 0 {
		n--
	}
	for i := 0; i < n; i++ {
		if i == 2 {
			continue
		}
	}
	for i, j := 0, n; i < j; i, j = i+1, j-1 {
	}
	for both(cond(nil)) {
		n++
	}
}

func ranges(s []*int, a [4]*int, pa *[4]*int, m map[string]*int, c chan *int, str string, n int) {
	for range s {
	}
	for i := range s {
		_ = i
	}
	for _, v := range s {
		_ = v
	}
	for i, v := range a {
		_, _ = i, v
	}
	for i, v := range pa {
		_, _ = i, v
	}
	for k, v := range m {
		_, _ = k, v
	}
	for v := range c {
		_ = v
	}
	for i, r := range str {
		_, _ = i, r
	}
	for i := range 10 {
		_ = i
	}
	for i := range n {
		_ = i
	}
	var k string
	for k, sink = range m {
	}
	_ = k
}

func perIteration(s []int, n int) {
outer:
	for i, j := 0, 1; i < n; i++ {
		sink = &i
		if j > 1 {
			continue
		}
		for k := range s {
			if k == i {
				continue outer
			}
			continue
		}
	}
	for i, v := range s {
		sink = func() int { return i + v }
	}
	for i := 0; both(cond(&i)); {
		n++
	}
	for i := 0; i < n; i++ {
		return
	}
}

func notLeaked(n int) *int {
	for i := 0; i < n; i++ {
		if i == n {
			return &i
		}
	}
	return nil
}

func labels(n int) {
again:
	n++
	if n < 10 {
		goto again
	}
	goto done
done:
}
