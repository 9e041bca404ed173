package p

import "unsafe"
//go:uintptrescapes
func sc(a uintptr, b ...uintptr) {}
func f() { x, y := 1, 2; sc(uintptr(unsafe.Pointer(&x)), uintptr(unsafe.Pointer(&y))) }
