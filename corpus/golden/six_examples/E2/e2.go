package examples

// E2 boxes an int.
func E2(v int) interface{} {
	return v
}
