// S7 stores into a struct of the caller,
// or into the copy of one that a function got.
package del

type S struct {
	x *int
}

func f1() {
   i := 123
   var s S
   f2(i, s)
   f3(&i, s)
   f4(i, &s)
   f5(&i, &s)
}
func f2(x int, y S) {
   y.x = &x
}
func f3(x *int, y S) {
   y.x = x
}
func f4(x int, y *S) {
   y.x = &x
}
func f5(x *int, y *S) {
   y.x = x
}
