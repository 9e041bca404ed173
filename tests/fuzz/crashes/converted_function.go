package p

func f() {
	func() ()()
	_ = func() func() ()(nil)
	_ = []func() ()(nil)
	_ = map[int]chan func() ()(nil)
}
