package p

var g []interface{}
func f(x, y int) { g = []interface{}{x, &y} }
func h(x, y int) { s := []interface{}{x, &y}; _ = s }
