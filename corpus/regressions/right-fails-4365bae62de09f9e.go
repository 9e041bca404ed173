// compile -m -l

package p

type T int
type U *struct {
	T
	a U
}

func (T) m() {}
