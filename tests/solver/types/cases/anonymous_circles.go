// errorcheck

package p

type a interface { // ERROR `invalid recursive type: anonymous interface refers to itself`
	f() interface{ a }
}

type b interface { // ERROR `invalid recursive type: anonymous interface refers to itself`
	f(map[string]struct{ x []interface{ b } })
}

type c interface {
	f() c
	g() interface{ h() c }
}
