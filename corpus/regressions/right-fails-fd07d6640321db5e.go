// compile -m -l

package p

type T int
type U interface {
	m(V)
}
type V *struct{ U }

func (T) m(V) {}
