package examples

// E3 returns a closure that changes a local.
func E3() func() int {
	n := 0
	return func() int {
		n++
		return n
	}
}
