// S3 returns a copy of what a parameter points to.
package del

type S struct {
	x int
}

func f1() {
	s := S{1}
	_ = f2(&s)
}
func f2(x *S) S {
	y := *x
	return y
}
