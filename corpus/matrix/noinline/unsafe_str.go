package p

import "unsafe"
func f(s string) *byte { return unsafe.StringData(s) }
func g(s []byte) *byte { return unsafe.SliceData(s) }
func h(p *byte) string { return unsafe.String(p, 3) }
