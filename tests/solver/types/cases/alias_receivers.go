// errorcheck

package p

type plain struct{}
type base = plain
type kept[P any] = base
type local = *kept[int]

func (local) m() {} // ERROR `cannot define new methods on instantiated type kept\[int\]`
func (*local) n() {} // ERROR `cannot define new methods on instantiated type kept\[int\]`
func (base) o() {}
