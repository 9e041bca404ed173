package p

import "unsafe"
func f(p *int) []int { return unsafe.Slice(p, 3) }
func g(p *int) unsafe.Pointer { return unsafe.Add(unsafe.Pointer(p), 3) }
