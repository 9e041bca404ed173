// errorcheck -0 -m -l

package p

func f(func() int) {
	func() { // ERROR "^func literal does not escape$"
		f(func() int { // ERROR "^func literal escapes to heap$"
			return 0
		})
	}()
}
