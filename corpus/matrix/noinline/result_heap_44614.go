package p

var g **int
func f(p *int) (r *int) { g = &r; r = p; return }
