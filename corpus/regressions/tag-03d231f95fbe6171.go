// errorcheck -0 -m

package p

import "testing"

func f1122(v, e, obj any) { // ERROR "^leaking param: v$" "^e does not escape$" "^leaking param: obj$"
	fn := func(fn func(**int) bool) { // ERROR "^fn does not escape$" "^func literal does not escape$"
	again:
		p := &testing.B{} // ERROR "^&testing\.B\{\} escapes to heap$"
		if obj.(bool) {
			goto again
		}
		defer func() { // ERROR "^func literal escapes to heap$"
			val := recover()
			f1122(val, v, obj)
		}()
		f1122(func() any { // ERROR "^can inline f1122\.func1\.2$"
			for p.Loop() { // ERROR "^inlining call to testing\.\(\*B\)\.Loop$"
				f1122(obj, e, v)
			}
			return nil
		}(), func() any { return nil }(), p) // ERROR "^can inline f1122\.func1\.3$" "^inlining call to f1122\.func1\.2$" "^inlining call to f1122\.func1\.3$" "^inlining call to testing\.\(\*B\)\.Loop$"
	}
	for range fn { // ERROR "^can inline f1122-range1$" "^#p1 does not escape$" "^func literal does not escape$"
	}
}
