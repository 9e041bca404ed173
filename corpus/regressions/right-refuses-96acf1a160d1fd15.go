// errorcheck -0 

package p

func f() { // ERROR "^channel element type too large \(>64kB\)$"
	_ = make(chan [65537]int)
}
