package p

func id[T any](x T) T { return x }
func st[T any](x *T) *T { return x }
func f() { x := 1; _ = id(&x); _ = st(&x) }
func toif[T any](x T) interface{} { return x }
func g() interface{} { return toif(3) }
type C[T any] struct{ p *T }
func (c *C[T]) set(x *T) { c.p = x }
func h() { var c C[int]; x := 1; c.set(&x) }
