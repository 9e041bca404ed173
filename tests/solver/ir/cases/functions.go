package p

type T struct{ x *int }

func (t T) value() *int        { return t.x }
func (t *T) pointer(_ int)     {}
func (T) unnamed()             {}
func named(a, b *int, _ string) (r *int, _ error) { r = a; return }
func unnamedResults(*int, ...string) (int, string) { return 1, "" }
func external(p *int)
func init() {}
func _()    {}
func init() {}

func captures(a int, big [200]int) func() int {
	x, y := 1, 2
	y = 3
	return func() int {
		inner := func() int { return x + y + len(big) }
		return inner() + a
	}
}

func nested() {
	func() {
		func() {}()
		func() {}()
	}()
	func() {}()
}
