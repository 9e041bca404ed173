package examples

// E4 makes a slice of a size that is not constant.
func E4(n int) int {
	s := make([]int, 0, n)
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	return s[len(s)-1]
}
