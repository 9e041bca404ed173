package p

type N int

var sink any

func propagated(param int) {
	n := 10
	_ = make([]int, n)
	_ = make([]int, 1, n)
	_ = make([]int, n, param)
	sink = n
	var m N = 3
	sink = m
	s := "text"
	sink = s
	a, b := 1, param
	sink = a
	sink = b
	list := []int{1, 2, 5: 3}
	_ = make([]int, len(list))
	_ = make([]int, 0, len([]int{1, 2}))
	k := n
	sink = k
	c := int64(n)
	sink = c
	func() { sink = n }()
	var late int
	late = 4
	sink = late
	twice := 1
	twice = 2
	sink = twice
	addressed := 3
	_ = &addressed
	sink = addressed
	negative := -1
	_ = make([]int, negative)
	for i := 0; i < n; i++ {
		sink = i
	}
}
