// errorcheck

package p

type A struct{ a A } // ERROR "invalid recursive type: A refers to itself"
type B struct{ c C } // ERROR "invalid recursive type B"
type C struct{ b B }
type D D // ERROR "invalid recursive type: D refers to itself"
type E = E // ERROR "invalid recursive type: E refers to itself"
type F interface{ F } // ERROR "invalid recursive type: F refers to itself"
type G struct {
	x int
	x string // ERROR "x redeclared"
}
type H interface {
	m()
	m() // ERROR "duplicate method m"
}
type J struct {
	*K // ERROR "embedded field type cannot be a pointer"

}
type K *int
type L struct{ m int }

func (L) m() {} // ERROR "field and method with the same name m"
func (L) n() {}
func (L) n() {} // ERROR `method L\.n already declared at types\.go:27:10`
func (K) k() {} // ERROR `invalid receiver type K \(pointer or interface type\)`
func (int) i() {} // ERROR "cannot define new methods on non-local type int"

type M [N]int // ERROR "invalid recursive type M"

const N = len(M{})

var v1 = v2 // ERROR "initialization cycle for v1"
var v2 = f()

func f() int { return v1 }

func g(a, a int) {} // ERROR "a redeclared in this block"

type I interface {
	one()
	two(int) string
}
type T1 struct{}
type T2 struct{}
type T3 struct{}

func (T1) one()             {}
func (*T2) one()            {}
func (T2) two(int) string   { return "" }
func (T3) one()             {}
func (T3) two(string) string { return "" }

var (
	_ I = T1{} // ERROR `cannot use T1\{\} \(value of struct type T1\) as I value in variable declaration: T1 does not implement I \(missing method two\)`
	_ I = T2{} // ERROR `cannot use T2\{\} \(value of struct type T2\) as I value in variable declaration: T2 does not implement I \(method one has pointer receiver\)`
	_ I = T3{} // ERROR `cannot use T3\{\} \(value of struct type T3\) as I value in variable declaration: T3 does not implement I \(wrong type for method two\)`
	_ I = &T2{}
	_ *I = T1{} // ERROR `cannot use T1\{\} \(value of struct type T1\) as \*I value in variable declaration: T1 does not implement \*I \(type \*I is pointer to interface, not interface\)`
)
