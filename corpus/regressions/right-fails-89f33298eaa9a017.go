// compile -m

package p

type T struct {
	a V
}
type U struct {
	T
}
type V *U

func (T) m(U) {}

func (*U) m(V) {}
