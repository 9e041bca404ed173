// errorcheck -0 -m -l

package p

func f(func(int, int)) {
	f(func(int, int) { // ERROR "^func literal does not escape$"
		f(func(int, int) {}) // ERROR "^func literal escapes to heap$"
	})
}
