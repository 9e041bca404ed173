package p

func f() int { return func() () * 10 }

func g() {
	func() () <- 1
	_ = -func() () * 2
	_ = func() ()[1:2]
}
