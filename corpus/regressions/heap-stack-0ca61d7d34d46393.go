// errorcheck -0 -m -l

package p

func f(p func(int, int) int) { // ERROR "^p does not escape$"
	f(p)
	x := [1]int{}
	for range &x {
		p = func(int, int) int { // ERROR "^func literal escapes to heap$"
			_ = x
			return 0
		}
	}
}
