// compile -m

package p

type T struct {
	a U
}
type U *struct{ T }

var v = U(nil)

func (T) m() {}
