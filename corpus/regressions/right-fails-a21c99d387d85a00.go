// compile -m -l

package p

type T int
type U struct {
	T
}
type V *U

func (U) m(V, *T, *T) (*T, *U) {
	return nil, nil
}

func (*T) m(T, T) (*T, V, *T) {
	return nil, nil, nil
}
