// compile -m -l

package p

type T struct {
	a V
}
type U interface {
	m() V
}
type V *struct{ U }
