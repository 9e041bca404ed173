// errorcheck -0 -m -l

package p

func f(func() int) {
	x := any(0) // ERROR "^any\(0\) escapes to heap$"
	func() { // ERROR "^func literal does not escape$"
		f(func() int { // ERROR "^func literal escapes to heap$"
			_ = x.(int)
			return 0
		})
	}()
}
