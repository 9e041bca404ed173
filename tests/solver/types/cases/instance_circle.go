// errorcheck

package p

type pair[A, B any] struct {
	a A
	b B
}

func same[T any](x T)  { same(x) }
func swap[A, B any]()  { swap[B, A]() }
func grow[T any]() { // ERROR `instantiation cycle:\n.*T instantiated as \*T`
	grow[*T]()
}
func fixed[T any]() { fixed[pair[int, string]]() }
