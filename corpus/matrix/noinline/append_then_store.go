package p

var g []int
func f(n int) { var s []int; for i := 0; i < n; i++ { s = append(s, i) }; g = s }
