package p

type Base struct{ x *int }
type Mid struct{ *Base }
type Top struct {
	Mid
	I
}
type I interface{ im() *int }

func (b *Base) pm() *int { return b.x }
func (b Base) vm() *int  { return b.x }

func promoted(t Top, p *Top, m Mid, i interface{ I }) {
	_ = t.x
	_ = p.x
	_ = p.Mid.Base.x
	_ = t.pm()
	_ = p.vm()
	_ = m.pm()
	_ = t.im()
	_ = p.im()
	_ = i.im()
	f := t.pm
	g := p.im
	h := Top.vm
	k := (*Top).im
	_, _, _, _ = f, g, h, k
}
