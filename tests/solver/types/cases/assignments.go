// errorcheck

package p

type T struct{ a, b int }

func two() (int, string)
func none()

func f(m map[string]T, x any, e error) (int, error) {
	var i int = "text" // ERROR `cannot use "text" \(untyped string constant\) as int value in variable declaration`
	var j int8 = 300 // ERROR "declared and not used: j" `cannot use 300 \(untyped int constant\) as int8 value in variable declaration \(overflows\)`
	var k int = 1.5 // ERROR "declared and not used: k" `cannot use 1\.5 \(untyped float constant\) as int value in variable declaration \(truncated\)`
	i, j = two() // ERROR `cannot use two\(\) \(value of type string\) as int8 value in assignment`
	a, b, c := two() // ERROR "declared and not used: a" "declared and not used: b" "declared and not used: c" "assignment mismatch: 3 variables but two returns 2 values"
	a := 1 // ERROR "no new variables on left side of :="
	i, j = 1 // ERROR "assignment mismatch: 2 variables but 1 value"
	d := none() // ERROR "declared and not used: d" `none\(\) \(no value\) used as value`
	m["x"].a = 1 // ERROR `cannot assign to struct field m\["x"\]\.a in map`
	two() = 1, "x" // ERROR "assignment mismatch: 1 variable but 2 values"
	3 = 4 // ERROR `cannot assign to 3 \(neither addressable nor a map index expression\)`
	var n = nil // ERROR "declared and not used: n" "use of untyped nil in variable declaration"
	i = nil // ERROR "cannot use nil as int value in assignment"
	var s fmtStringer = x // ERROR "declared and not used: s" `cannot use x \(variable of interface type any\) as fmtStringer value in variable declaration: any does not implement fmtStringer \(missing method String\)`
	e = T{} // ERROR `cannot use T\{\} \(value of struct type T\) as error value in assignment: T does not implement error \(missing method Error\)`
	_ = nil // ERROR "use of untyped nil in assignment to _ identifier"
	i += "x" // ERROR `invalid operation: i \+= "x" \(mismatched types int and untyped string\)`
	x++ // ERROR `invalid operation: x\+\+ \(non-numeric type any\)`
	unused := 1 // ERROR "declared and not used: unused"
	unused = 2
	return 1 // ERROR "not enough return values"
}

type fmtStringer interface{ String() string }
