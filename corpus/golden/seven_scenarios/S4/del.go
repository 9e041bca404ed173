// S4 returns a parameter itself, and the address of a copy of what it points to.
package del

type S struct {
	x int
}

func f1() {
   s := S{1}
   _ = *f2(&s)
   _ = *f3(&s)
}
func f2(x *S) *S {
   y := x
   return y
}
func f3(x *S) *S {
   y := *x
   return &y
}
