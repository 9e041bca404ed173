// errorcheck

package p

type S struct{ x int }

func (s *S) pointer() {}
func (s S) value()    {}

type I interface{ value() }

func f(a int, b string, p *int, s S, sl []int, fn func(), u uint, fl float64, c chan<- int) {
	_ = a + b // ERROR `invalid operation: a \+ b \(mismatched types int and string\)`
	_ = a && a // ERROR `invalid operation: operator && not defined on a \(variable of type int\)`
	_ = -b // ERROR `invalid operation: operator - not defined on b \(variable of type string\)`
	_ = !a // ERROR `invalid operation: operator ! not defined on a \(variable of type int\)`
	_ = sl == sl // ERROR `invalid operation: sl == sl \(slice can only be compared to nil\)`
	_ = fn == fn // ERROR `invalid operation: fn == fn \(func can only be compared to nil\)`
	_ = s < s // ERROR `invalid operation: s < s \(operator < not defined on struct\)`
	_ = nil == nil // ERROR `invalid operation: nil == nil \(operator == not defined on untyped nil\)`
	_ = 1 / 0 // ERROR "invalid operation: division by zero"
	_ = a % 0 // ERROR "invalid operation: division by zero"
	_ = fl % fl // ERROR `invalid operation: operator % not defined on fl \(variable of type float64\)`
	_ = fl << 1 // ERROR `invalid operation: shifted operand fl \(variable of type float64\) must be integer`
	_ = 1 << -1 // ERROR `invalid operation: negative shift count -1 \(untyped int constant\)`
	_ = a << fl // ERROR `invalid operation: shift count fl \(variable of type float64\) must be integer`
	_ = *a // ERROR `invalid operation: cannot indirect a \(variable of type int\)`
	_ = &1 // ERROR `invalid operation: cannot take address of 1 \(untyped int constant\)`
	_ = s.y // ERROR `s\.y undefined \(type S has no field or method y\)`
	_ = s.X // ERROR `s\.X undefined \(type S has no field or method X, but does have field x\)`
	S{}.pointer() // ERROR "cannot call pointer method pointer on S"
	_ = S.pointer // ERROR `invalid method expression S\.pointer \(needs pointer receiver \(\*S\)\.pointer\)`
	_ = p.x // ERROR `p\.x undefined \(type \*int has no field or method x\)`
	_ = sl["a"] // ERROR `cannot convert "a" \(untyped string constant\) to type int`
	_ = sl[-1] // ERROR `invalid argument: index -1 \(constant of type int\) must not be negative`
	_ = [2]int{}[5] // ERROR `invalid argument: index 5 out of bounds \[0:2\]`
	_ = sl[2:1] // ERROR "invalid slice indices: 1 < 2"
	_ = b[0:1:2] // ERROR "invalid operation: 3-index slice of string"
	_ = a[0] // ERROR `cannot index a \(variable of type int\)`
	_ = a() // ERROR `invalid operation: cannot call a \(variable of type int\): int is not a function`
	_ = int(b) // ERROR `cannot convert b \(variable of type string\) to type int`
	_ = string(fl) // ERROR `cannot convert fl \(variable of type float64\) to type string`
	_ = []byte(a) // ERROR `cannot convert a \(variable of type int\) to type \[\]byte`
	_ = <-c // ERROR `invalid operation: cannot receive from send-only channel chan<- int c \(variable of type chan<- int\)`
	_ = a.(int) // ERROR `invalid operation: a \(variable of type int\) is not an interface`
	_ = I(nil).(*int) // ERROR `impossible type assertion: I\(nil\)\.\(\*int\)`
	_ = undefined // ERROR "undefined: undefined"
	_ = 1 << 600 // ERROR "constant shift overflow"
	_ = int8(200) // ERROR "constant 200 overflows int8"
	_ = uint(-1) // ERROR "constant -1 overflows uint"
	var _ int = u // ERROR `cannot use u \(variable of type uint\) as int value in variable declaration`
	_ = int // ERROR `int \(type\) is not an expression`
	_ = len // ERROR `len \(built-in\) must be called`
	f() // ERROR "not enough arguments in call to f"
	f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) // ERROR "too many arguments in call to f"
	_ = append(a, 1) // ERROR `invalid append: argument must be a slice; have a \(variable of type int\)`
	_ = len(a) // ERROR `invalid argument: a \(variable of type int\) for built-in len`
	_ = make(int) // ERROR "invalid argument: cannot make int: type must be slice, map, or channel"
	_ = make([]int) // ERROR `invalid operation: make\(\[\]int\) expects 2 or 3 arguments; found 1`
	_ = make([]int, 2, 1) // ERROR "invalid argument: length and capacity swapped"
	_ = cap(map[int]int{}) // ERROR `invalid argument: map\[int\]int\{\} \(value of type map\[int\]int\) for built-in cap`
	_ = new(3, 4) // ERROR `invalid operation: too many arguments for new\(3, 4\) \(expected 1, found 2\)`
	copy(a, a) // ERROR `invalid copy: argument must be a slice; have a \(variable of type int\)`
	delete(sl, 1) // ERROR `invalid argument: sl \(variable of type \[\]int\) is not a map`
	close(sl) // ERROR `invalid operation: cannot close non-channel sl \(variable of type \[\]int\)`
	_ = complex(1, "a") // ERROR `invalid operation: complex\(1, "a"\) \(mismatched types untyped float and untyped string\)`
	_ = real(1.5 + b) // ERROR `invalid operation: 1\.5 \+ b \(mismatched types untyped float and string\)`
	_ = min(a, b) // ERROR `invalid argument: mismatched types int \(previous argument\) and string \(type of b\)`
	a // ERROR `a \(variable of type int\) is not used`
	a == 1 // ERROR `a == 1 \(untyped bool value\) is not used`
	-a // ERROR `-a \(value of type int\) is not used`
}
