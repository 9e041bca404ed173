// errorcheck -0 -m -l

package p

func f(p any) { // ERROR "^p does not escape$"
	switch x := p.(type) {
	case func() int:
		x = func() int { // ERROR "^func literal does not escape$"
			return x()
		}
	}
}
