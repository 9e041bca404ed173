package p

import "unsafe"

type (
	Pair[K comparable, V any] struct {
		key   K
		value V
	}
	List[T any] struct {
		next *List[T]
		item T
	}
	Number interface{ ~int | ~float64 }
	Alias  = map[string]List[int]
)

const size = unsafe.Sizeof(Pair[int, string]{})

func Sum[T Number](items ...T) (total T) {
	for _, item := range items {
		total += item
	}
	return
}

func (p *Pair[K, V]) Set(key K, value V) { p.key, p.value = key, value }

var _ = Sum(1, 2, 3) + Sum[int]()
