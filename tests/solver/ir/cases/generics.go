package p

type stringer interface{ String() string }

type list[T any] struct {
	value T
	next  *list[T]
}

func (l *list[T]) push(v T) *list[T] { return &list[T]{v, l} }
func (l list[T]) first() T           { return l.value }

type number interface{ ~int | ~float64 }

var sink any

func one[T any](x ...T) T { return x[0] }

func text[T stringer](x T) string {
	f := x.String
	_ = f
	return T.String(x) + x.String()
}

func dictionaries[T any](x T) {
	one(x)
	f := one[T]
	f(x)
	l := &list[T]{}
	l.push(x)
	g := l.first
	_ = g
	h := (*list[T]).push
	_ = h
	sink = func() T { return x }
	type local struct{ x T }
	sink = local{x}
	one(1)
}

func constants[T number](x T) (T, bool) {
	sink = T(3)
	_ = new(T)
	v, ok := sink.(T)
	return x + 1 + v, ok
}

type name string

func (n name) String() string { return string(n) }

type embeds struct{ *list[string] }

func use() {
	text(name(""))
	text[stringer](nil)
	dictionaries(1)
	dictionaries("")
	constants(2)
	f := one[uint8]
	f(1)
	var e embeds
	e.push("")
	sink = e.first
	sink = (*list[int8]).push
	one(&e)
	one(new(int))
}
