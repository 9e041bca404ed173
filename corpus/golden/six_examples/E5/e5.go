package examples

// E5 makes a buffer of more than 64 KiB.
//
//go:noinline
func E5() byte {
	b := make([]byte, 65*1024)
	b[0] = 1
	return b[0]
}
