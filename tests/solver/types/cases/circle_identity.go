// errorcheck

package p

type a interface { // ERROR `invalid recursive type: anonymous interface refers to itself`
	m() interface{ a }
}

type b interface { // ERROR `invalid recursive type: anonymous interface refers to itself`
	m() interface{ c }
}

type c interface {
	m() interface{ b }
}

// Both sides have one method of the same endless type.
func f(x a, y b) { x = y; _ = x }
