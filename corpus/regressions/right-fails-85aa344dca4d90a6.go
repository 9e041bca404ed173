// compile -m

package p

var v int

func f[P any](p chan P) P {
	if x := &v; x != nil {
		y := p
		_ = y
	}
	return f[P](nil)
}

func g() {
	_ = f(chan *[1]int(nil))[:]
}
