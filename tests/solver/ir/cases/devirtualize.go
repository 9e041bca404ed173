package p

type I interface {
	m(any)
	n() *int
}
type T struct{ x *int }
type Embeds struct {
	*T
	k int
}
type Wraps struct{ I }

func (t *T) m(v any)  {}
func (t *T) n() *int  { return t.x }
func make_() I        { return nil }

func known(t *T, e Embeds, param I) {
	var a I = t
	a.m(1)
	I(t).n()
	b := I(e)
	b.m(2)
	var c I
	c = t
	c.m(3)
	var d I = Wraps{t}
	d.m(4)
	defer a.m(5)
	func() { a.n() }()
	h := a
	h.m(6)
	any(t).(I).n()
	if param != nil {
		a = t
	}
}

func unknown(t *T, e Embeds, param I) (result I) {
	param.m(1)
	var a I = t
	a = e
	a.m(2)
	b := make_()
	b.m(3)
	c := I(t)
	_ = &c
	c.m(4)
	result = t
	result.m(5)
	var d I
	d.m(6)
	var list []I
	for _, v := range list {
		v.m(7)
	}
	f := a.m
	f(8)
	return
}
