// compile -m -l

package p

type T[P any] int

func (*T[x]) m() {
	defer new(T[x]).m()
}

func f() *T[int] {
	return nil
}
