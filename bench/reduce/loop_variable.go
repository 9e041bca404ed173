package p

func f() {
	for x := range "" {
		go func() { _ = x }()
	}
}
