package p

type P struct{ x, y *int }
type T struct {
	P
	m map[string]P
	s []*P
}

func literals(a *int) {
	_ = P{}
	_ = P{a, nil}
	_ = P{y: a}
	_ = &P{x: a}
	_ = T{P: P{a, a}, s: []*P{{x: a}, {}}}
	_ = []P{{a, a}, {x: a}}
	_ = [...]*int{2: a, a}
	_ = [2][2]int{{1, 2}, {3}}
	_ = map[string]P{"a": {x: a}}
	_ = map[P]*P{{a, a}: {a, a}}
	_ = &[]int{1}
	_ = &map[string]int{"k": 1}
	_ = new(P)
	_ = new(*a + 1)
	_ = make([]int, 3)
	_ = make([]int, 3, 4)
	_ = make(map[string]int)
	_ = make(map[string]int, 7)
	_ = make(chan int)
	_ = make(chan int, 2)
}
