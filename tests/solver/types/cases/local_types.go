package p

import "unsafe"

// The body of a function literal may use values of the type that the literal helps to declare.
func f() {
	type t chan [unsafe.Sizeof(func(ch t) { _ = <-ch })]byte
	var x t
	_ = x
}
