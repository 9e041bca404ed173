package examples

type Point struct{ X, Y int }

// E1 returns the address of a local.
func E1() *Point {
	p := Point{1, 2}
	return &p
}
