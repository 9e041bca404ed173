package p

var n int
func use(i interface{}) {}
func f() { use(n) }
