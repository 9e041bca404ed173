package p

var x []int

func f() {
	x = append(x)
}
