// errorcheck -0 -m -l

package p

func f(*struct{}) {
	func() { // ERROR "^func literal does not escape$"
		f(&struct{}{}) // ERROR "^&struct \{\}\{\} escapes to heap$"
	}()
}
