package p

import "unsafe"
var u uintptr
var gp *int
func f() { x := 1; u = uintptr(unsafe.Pointer(&x)) }
func g(p *int) *int { return (*int)(unsafe.Pointer(p)) }
func h(p *int) *int { return (*int)(unsafe.Pointer(uintptr(unsafe.Pointer(p)) + 8)) }
func k(p *int) { q := uintptr(unsafe.Pointer(p)); gp = (*int)(unsafe.Pointer(q)) }
func l(p *int) *int { return (*int)(unsafe.Pointer(uintptr(unsafe.Pointer(p)) ^ 0)) }
func m(p *int) *int { return (*int)(unsafe.Pointer(uintptr(unsafe.Pointer(p)) &^ 3)) }
func n(p *int) *int { return (*int)(unsafe.Pointer(uintptr(unsafe.Pointer(p)) << 1)) }
