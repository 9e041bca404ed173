package p

var sink any

func ints(yield func(int) bool)           { yield(1) }
func pairs(yield func(*int, string) bool) {}
func none(yield func() bool)              {}
func both(p *int) (*int, error)           { return p, nil }

type list struct{ items []*int }

func (l *list) all(yield func(*int) bool) {}

func variables(l *list) {
	for x := range ints {
		sink = x
	}
	for range pairs {
	}
	for _, s := range pairs {
		_ = s
	}
	for sink, _ = range pairs {
	}
	for l.items[0] = range l.all {
	}
	for range none {
	}
}

func results(p *int) (*int, any) {
	for x := range ints {
		if x == 0 {
			return both(p)
		}
		return p, x
	}
	return nil, nil
}

func nested(l *list) (r int) {
outer:
	for x := range ints {
		for y := range ints {
			switch {
			case x > y:
				continue outer
			case x == 2:
				break outer
			case x == 3:
				return
			case x == 4:
				continue
			case x == 5:
				goto done
			}
			func() {
				for z := range ints {
					r += z
					break
				}
			}()
		}
	done:
		defer println(x)
	}
	return r
}

func jumps() {
again:
	for i := range 3 {
		for x := range ints {
			if x > i {
				continue again
			} else {
				break again
			}
		}
		for x := range ints {
			for range none {
				if x == i {
					goto again
				}
			}
		}
	}
}

var initialized = func() int {
	for x := range ints {
		return x
	}
	return 0
}()
