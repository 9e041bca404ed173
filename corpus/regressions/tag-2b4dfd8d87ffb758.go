// errorcheck -0 -m -l

package p

func f(***int) **int {
	_ = func(p *int, q **int) **int { // ERROR "^p does not escape$" "^moved to heap: q$" "^func literal does not escape$"
		*f(nil) = *q
		return f(&q)
	}
	return nil
}
